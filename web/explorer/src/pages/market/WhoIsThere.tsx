/** Who counts as in a market, kind by kind, the most present first: each kind is fetched when it is opened. */
import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { useAnswer } from '../../answers.ts';
import { MarketPresent, type MarketPageQuery, type MarketPresentQueryVariables } from '../../generated/market.ts';
import { count, listed, word } from '../../language.ts';
import { said } from '../../messages/later.ts';
import { List } from '../../parts/List.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { Cited } from '../record/Cited.tsx';
import { Measure, Organisation, Section } from '../record/parts.tsx';

type Kind = MarketPresentQueryVariables['kind'];
type Counts = NonNullable<MarketPageQuery['market']>['countsByKind'];

const SHOWN = 5;
/** Of these a market is expected to have some. */
const EXPECTED: readonly Kind[] = ['cluster', 'trade_agency', 'trade_office', 'research_organisation', 'public_body', 'company'];

function OfKind({ code, kind, many, first }: { code: string; kind: Kind; many: number; first: boolean }) {
  const [open, setOpen] = useState(first);
  const asked = useAnswer(MarketPresent, open ? { code, kind } : null);
  const found = asked.data?.market?.present;
  return (
    <details class="group" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary><h3>{word('OrganisationKind', kind)}</h3> {count(many)}</summary>
      <Waiting asked={asked} rows={2} />
      {found && (
        <List class="records" items={found.nodes} first={SHOWN} each={({ organisation, value, reasons }) => (
          <li key={organisation.id}>
            <Organisation of={organisation} /> <Measure value={value} label={`· ${said.organisation.worth}`} />
            {reasons.slice(0, 1).map(({ reason, evidence }) => (
              <Fragment key={reason}><small> · {word('PresenceWord', reason)}</small><Cited evidence={evidence} /></Fragment>
            ))}
          </li>
        )} />
      )}
      {found && many > found.nodes.length && <p>{said.record.rest(count(many - found.nodes.length))}</p>}
    </details>
  );
}

export function WhoIsThere({ code, name, counts }: { code: string; name: string; counts: Counts }) {
  const missing = EXPECTED.filter((kind) => !counts.some((one) => one.kind === kind));
  return (
    <Section title={said.market.present(name)}>
      {counts.length === 0 && <p>{said.market.nobody}</p>}
      {counts.map(({ kind, count: many }, place) => <OfKind key={code + kind} code={code} kind={kind} many={many} first={place === 0} />)}
      {counts.length > 0 && missing.length > 0 && (
        <p>{said.market.missing(listed(missing.map((kind) => word('OrganisationKind', kind))))}</p>
      )}
    </Section>
  );
}
