import { count, t } from '../../language.ts';
import { Cited } from '../record/Cited.tsx';
import { Measure, Organisation, Section } from '../record/parts.tsx';
import type { Shown } from './index.tsx';

type Tie = Shown['ties']['nodes'][number];

function Why({ tie }: { tie: Tie }) {
  return (
    <ul class="why">
      {tie.relations.map(({ relation, context }) => (
        <li key={relation.sentence} class={relation.status === 'ended' ? 'past' : undefined}>
          <span lang="en">{relation.sentence}</span>{context && ` ${t.organisation.both(context.name)}`}
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
    <Section title={t.organisation.ties}>
      {ties.nodes.length === 0 && <p>{t.organisation.noTies}</p>}
      <ol class="records">
        {ties.nodes.map((tie) => (
          <li key={tie.organisation.id}>
            <Organisation of={tie.organisation} /> <Measure value={tie.strength} label={`· ${t.organisation.strength}`} />
            <details>
              <summary>{t.organisation.why(tie.relations.length)}</summary>
              <Why tie={tie} />
            </details>
          </li>
        ))}
      </ol>
      {rest > 0 && <p>{t.record.rest(count(rest))}</p>}
    </Section>
  );
}
