import { count, country, language, word } from '../../language.ts';
import { said } from '../../messages/later.ts';
import { Cited } from '../record/Cited.tsx';
import { MarketLink } from '../record/parts.tsx';
import type { Report } from './index.tsx';

type OnIt = Report['markets'][number];
type Pointing = { pointed: string | null; onPoint: (code: string | null) => void };

const names = new Intl.Collator(language);

const counted = ({ counts }: OnIt) =>
  counts.filter(({ located }) => located > 0).map(({ kind, located }) => `${word('OrganisationKind', kind)} ${count(located)}`).join(' · ');

function One({ on, pointed, onPoint }: { on: OnIt } & Pointing) {
  const code = on.market.id;
  const ended = on.relations.length > 0 && on.relations.every(({ status }) => status === 'ended');
  return (
    <li class={[pointed === code && 'pointed', ended && 'past'].filter(Boolean).join(' ') || undefined}
      onPointerEnter={() => onPoint(code)} onFocusCapture={() => onPoint(code)}>
      <MarketLink code={code} /> {on.name && <small>{on.name}</small>}
      <p class="counts">{counted(on) || said.corridor.nobody}</p>
      <Cited evidence={on.relations.flatMap(({ evidence }) => evidence)} />
    </li>
  );
}

/** Its markets in their order along it, else by name, with who is located in each. */
export function Along({ report: { markets, ordered }, ...pointing }: { report: Report } & Pointing) {
  const Tag = ordered ? 'ol' : 'ul';
  const shown = ordered ? markets : [...markets].sort((a, b) => names.compare(country(a.market.id), country(b.market.id)));
  return (
    <Tag class="records along" onPointerLeave={() => pointing.onPoint(null)}>
      {shown.map((on) => <One key={on.market.id} on={on} {...pointing} />)}
    </Tag>
  );
}
