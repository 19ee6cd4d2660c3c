import { count } from '../../language.ts';
import { said } from '../../messages/later.ts';
import { Cited } from '../record/Cited.tsx';
import { Measure, Organisation, Section } from '../record/parts.tsx';
import type { Shown } from './index.tsx';

type Tie = Shown['ties']['nodes'][number];

function Why({ tie }: { tie: Tie }) {
  return (
    <ul class="why">
      {tie.relations.map(({ relation, context }) => (
        <li key={relation.sentence} class={relation.status === 'ended' ? 'past' : undefined}>
          <span lang="en">{relation.sentence}</span>{context && ` ${said.organisation.both(context.name)}`}
          <Cited evidence={relation.evidence} />
        </li>
      ))}
    </ul>
  );
}

/** Its dozen strongest ties: what makes each is folded under it. */
export function Ties({ of: { ties } }: { of: Shown }) {
  const rest = (ties.totalCount ?? 0) - ties.nodes.length;
  return (
    <Section title={said.organisation.ties}>
      {ties.nodes.length === 0 && <p>{said.organisation.noTies}</p>}
      <ol class="records">
        {ties.nodes.map((tie) => (
          <li key={tie.organisation.id}>
            <Organisation of={tie.organisation} /> <Measure value={tie.strength} label={`· ${said.organisation.strength}`} />
            <details>
              <summary>{said.organisation.why(tie.relations.length)}</summary>
              <Why tie={tie} />
            </details>
          </li>
        ))}
      </ol>
      {rest > 0 && <p>{said.record.rest(count(rest))}</p>}
    </Section>
  );
}
