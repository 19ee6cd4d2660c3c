/** Two answers side by side: who is new, gone, up and down, with both scores. */
import type { ChangeFragment } from '../../generated/changes.ts';
import { score, t } from '../../language.ts';
import { OrganisationName } from '../../parts/OrganisationName.tsx';
import { subtitle } from '../../parts/things.ts';

interface Properties {
  /** What the two columns are called. */
  then: string;
  now: string;
  lists: { new: ChangeFragment[]; gone: ChangeFragment[]; up: ChangeFragment[]; down: ChangeFragment[] };
}

const KINDS = ['new', 'gone', 'up', 'down'] as const;

export function Difference({ then, now, lists }: Properties) {
  if (KINDS.every((kind) => lists[kind].length === 0)) return <p>{t.answer.noDifference}</p>;
  return (
    <table class="difference">
      <thead><tr><th scope="col">{t.answer.opener}</th><th scope="col">{then}</th><th scope="col">{now}</th></tr></thead>
      {KINDS.filter((kind) => lists[kind].length > 0).map((kind) => (
        <tbody key={kind}>
          <tr><th colSpan={3} scope="rowgroup">{t.answer.kindOfChange[kind]}</th></tr>
          {lists[kind].map((change) => <ChangeRow key={change.organisation.id} {...change} />)}
        </tbody>
      ))}
    </table>
  );
}

function ChangeRow({ organisation, before, after, why, formerly, successor }: ChangeFragment) {
  return (
    <tr>
      <th scope="row">
        <OrganisationName of={organisation} /> <small>{subtitle(organisation)}</small>
        {formerly && <small> {t.answer.formerly(formerly.name)}</small>}
        {successor && <small> {t.answer.successor(successor.name)}</small>}
        <p lang="en">{why}</p>
      </th>
      <td>{before === null ? '–' : score(before)}</td>
      <td>{after === null ? '–' : score(after)}</td>
    </tr>
  );
}
