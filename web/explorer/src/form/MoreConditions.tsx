/** Conditions that most do not need: folded until asked for. */
import { useState } from 'preact/hooks';
import { useAnswer } from '../answers.ts';
import { Sectors } from '../generated/lookups.ts';
import { t } from '../language.ts';
import { Picked } from './Picked.tsx';
import type { Part } from './QuestionForm.tsx';

const USUAL_STEPS = 3;
const STEPS_AT_MOST = 6;

export function MoreConditions({ draft, change }: Part) {
  const [open, setOpen] = useState(false);
  return (
    <details class="conditions" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.home.more}</summary>
      {open && <Conditions draft={draft} change={change} />}
    </details>
  );
}

function Conditions({ draft, change }: Part) {
  const sectors = useAnswer(Sectors, {}).data?.sectors ?? [];
  const steps = Array.from({ length: STEPS_AT_MOST }, (_, at) => at + 1);
  return (
    <div class="fields">
      <label>
        <span>{t.home.sector}</span>
        <select value={draft.sector} onChange={(event) => change({ sector: event.currentTarget.value })}>
          <option value="">{t.home.ownSectors}</option>
          {sectors.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </label>
      <label>
        <span>{t.home.maxSteps}</span>
        <select value={draft.maxSteps} onChange={(event) => change({ maxSteps: event.currentTarget.value })}>
          {steps.map((n) => (n === USUAL_STEPS ? <option value="">{t.home.usual(n)}</option> : <option value={n}>{n}</option>))}
        </select>
      </label>
      <label>
        <span>{t.home.asOf}</span>
        <input type="date" value={draft.asOf} onChange={(event) => change({ asOf: event.currentTarget.value })} />
      </label>
      {draft.from.length > 0 && (
        <Picked label={t.home.together} ids={draft.from.slice(1)} onChange={(others) => change({ from: [draft.from[0]!, ...others] })} />
      )}
      <Picked label={t.home.avoid} ids={draft.avoid} onChange={(avoid) => change({ avoid })} />
      <Picked label={t.home.via} ids={draft.via} onChange={(via) => change({ via })} />
      <label class="check">
        <input type="checkbox" checked={draft.publicAnchor !== ''}
          onChange={(event) => change({ publicAnchor: event.currentTarget.checked ? 'true' : '' })} />
        <span>{t.home.publicAnchor}</span>
      </label>
    </div>
  );
}
