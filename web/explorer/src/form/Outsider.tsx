/** One who is not listed: where it is based, what it is, its sectors, whom it knows. */
import { useEffect, useRef } from 'preact/hooks';
import { useAnswer } from '../answers.ts';
import { Sectors } from '../generated/lookups.ts';
import { t, word } from '../language.ts';
import { MarketPicker, ORGANISATIONS, RegionPicker } from '../parts/pickers.tsx';
import { Picked } from './Picked.tsx';
import type { Part } from './QuestionForm.tsx';

export function Outsider({ draft, change, onListed, entered }: Part & { onListed(): void; entered: boolean }) {
  const sectors = [...(useAnswer(Sectors, {}).data?.sectors ?? [])].sort((one, other) => one.name.localeCompare(other.name));
  const fields = useRef<HTMLFieldSetElement>(null);
  useEffect(() => void (entered && fields.current!.querySelector('input')!.focus()), []);
  const left = sectors.filter(({ id }) => !draft.sectors.includes(id));
  const nameOf = (id: string) => sectors.find((one) => one.id === id)?.name ?? id;
  return (
    <fieldset class="outsider" ref={fields}>
      <legend>{t.home.outsider}</legend>
      <MarketPicker label={t.home.based} market={draft.country} corridor="" corridors={false}
        onTake={({ market }) => change({ country: market, region: '' })} onClear={() => change({ country: '', region: '' })} />
      {draft.country && (
        <RegionPicker label={t.home.region} placeholder={t.home.regionHint} country={draft.country} region={draft.region}
          onTake={(region) => change({ region })} />
      )}
      <label>
        <span>{t.home.kind}</span>
        <select value={draft.kind || 'company'} onChange={(event) => change({ kind: event.currentTarget.value })}>
          {ORGANISATIONS.map((kind) => <option key={kind} value={kind}>{word('OrganisationKind', kind)}</option>)}
        </select>
      </label>
      <div>
        <label>
          <span>{t.home.sectors}</span>
          <select value="" onChange={(event) => change({ sectors: [...draft.sectors, event.currentTarget.value] })}>
            <option value="">…</option>
            {left.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </label>
        {draft.sectors.length > 0 && (
          <ul class="chips">{draft.sectors.map((id) => (
            <li key={id}>
              {nameOf(id)} <button type="button" aria-label={t.parts.remove(nameOf(id))}
                onClick={() => change({ sectors: draft.sectors.filter((one) => one !== id) })}>×</button>
            </li>
          ))}</ul>
        )}
      </div>
      <Picked label={t.home.knows} ids={draft.knows} onChange={(knows) => change({ knows })} />
      <button type="button" class="aside" onClick={onListed}>{t.home.listed}</button>
    </fieldset>
  );
}
