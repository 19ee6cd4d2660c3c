/** Door openers, grouped by how they are reached; groups stand in the order of their best. */
import type { Question, View } from '../../address.ts';
import { word } from '../../language.ts';
import { List } from '../../parts/List.tsx';
import type { Changes } from './compared.ts';
import { askerOf, type Opener, type Openers } from './heading.ts';
import { OpenerRow } from './OpenerRow.tsx';

const GROUP: Record<string, string> = {
  own_mandate: 'own_people', desk: 'official_door', front_door: 'official_door', own_network: 'own_network',
  reception: 'to_meet', home_agency: 'at_home',
};

interface Listed {
  opener: Opener;
  /** Cursor of the one before it: it is the first that follows. */
  after: string | null;
}

function grouped({ openers }: Openers): Map<string, Listed[]> {
  const groups = new Map<string, Listed[]>();
  openers.edges.forEach(({ node }, at) => {
    const group = GROUP[node.how] ?? node.how;
    const of = groups.get(group) ?? [];
    of.push({ opener: node, after: openers.edges[at - 1]?.cursor ?? null });
    groups.set(group, of);
  });
  return groups;
}

interface Properties {
  question: Question;
  view: View;
  answer: Openers;
  /** What a change of the question has done to the rows. */
  changes: Changes | null;
  /** Id of the opener that the picture beside it points at. */
  pointed: string | null;
  onPoint(id: string | null): void;
}

export function OpenerList({ question, view, answer, changes, pointed, onPoint }: Properties) {
  const asker = askerOf(answer);
  return (
    <div class="openers">
      {[...grouped(answer)].map(([group, listed]) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`}>{word('OpenerGroup', group)}</h2>
          <List items={listed} class="rows" ordered unfolded={listed.slice(3).some(({ opener }) => opener.organisation.id === view.open)}
            each={({ opener, after }) => (
              <OpenerRow key={opener.organisation.id} question={question} view={view} opener={opener} after={after} asker={asker}
                mark={changes?.marks.get(opener.organisation.id)} pointed={pointed === opener.organisation.id} onPoint={onPoint} />
            )} />
        </section>
      ))}
    </div>
  );
}
