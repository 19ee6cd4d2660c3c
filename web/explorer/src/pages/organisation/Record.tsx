/** What is on record of an organisation, kind by kind: what holds first, what has ended after it, told as past. */
import { useAnswer } from '../../answers.ts';
import { OrganisationRecord, type OrganisationRecordQuery } from '../../generated/organisation.ts';
import { count, word } from '../../language.ts';
import { said } from '../../messages/later.ts';
import { period } from '../../parts/EvidencePanel.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { Cited } from '../record/Cited.tsx';
import { Section } from '../record/parts.tsx';
import { ThingLink } from '../record/ThingLink.tsx';
import { Owned } from './Owned.tsx';

type Group = OrganisationRecordQuery['takeStock']['groups'][number];
type Entry = Group['entries'][number];

const SMALL = 5;
/** What it has published is told by `Owned`. */
const TOLD_ABOVE = new Set(['pursues', 'interested_in', 'offers']);

/** What the relations of a group are called, read from the organisation. */
function title({ what, entries, past }: Group): string {
  const kind = (entries[0] ?? past[0])?.relations[0]?.kind.name ?? what;
  const name = word(kind === what ? 'RelationKindName' : 'RelationKindReverse', kind);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function Fact({ entry }: { entry: Entry }) {
  return (
    <li class={entry.over ? 'past' : undefined}>
      <ThingLink of={entry.other} /> <small>{period(entry)}</small>
      <p lang="en">{entry.sentence}</p>
      {entry.inheritedFrom && <p>{said.record.inherited(entry.inheritedFrom.name)}</p>}
      {entry.relations.map(({ id, evidence }) => <Cited key={id} evidence={evidence} />)}
    </li>
  );
}

function OnRecord({ group }: { group: Group }) {
  const entries = [...group.entries, ...group.past];
  const rest = group.count + group.pastCount - entries.length;
  return (
    <details class="group" open={entries.length <= SMALL}>
      <summary>
        <h3>{title(group)}</h3> {said.record.counted(count(group.count), group.pastCount, count(group.pastCount))}
      </summary>
      <ul class="records">{entries.map((entry) => <Fact key={entry.sentence} entry={entry} />)}</ul>
      {rest > 0 && <p>{said.record.rest(count(rest))}</p>}
    </details>
  );
}

export function Record({ id }: { id: string }) {
  const asked = useAnswer(OrganisationRecord, { id });
  if (!asked.data) return <Waiting asked={asked} />;
  const { takeStock, organisation } = asked.data;
  return (
    <>
      {organisation && <Owned of={organisation} />}
      {takeStock.groups.length > 0 && (
        <Section title={said.organisation.record}>
          {takeStock.groups.filter(({ what }) => !TOLD_ABOVE.has(what)).map((group) => <OnRecord key={group.what} group={group} />)}
        </Section>
      )}
    </>
  );
}
