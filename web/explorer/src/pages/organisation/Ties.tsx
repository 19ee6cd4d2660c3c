import { count } from '../../language.ts';
import { said } from '../../messages/later.ts';
import { Drawing } from '../../parts/Drawing.tsx';
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

/** The same as the server draws it: part of the page, since an image would not follow forced colours. */
function Drawn({ id, name }: { id: string; name: string }) {
  const source = `/ties.svg?of=${encodeURIComponent(id)}`;
  return (
    <figure class="drawn">
      <Drawing source={source} label={said.organisation.drawn(name)} />
      <figcaption><a href={source} target="_blank">{said.organisation.alone}</a></figcaption>
    </figure>
  );
}

/** Its dozen strongest ties: what makes each is folded under it. */
export function Ties({ of: { id, name, ties } }: { of: Shown }) {
  const rest = (ties.totalCount ?? 0) - ties.nodes.length;
  return (
    <Section title={said.organisation.ties}>
      {ties.nodes.length === 0 && <p>{said.organisation.noTies}</p>}
      <div class="with-map">
        <div>
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
        </div>
        {ties.nodes.length > 0 && <Drawn id={id} name={name} />}
      </div>
    </Section>
  );
}
