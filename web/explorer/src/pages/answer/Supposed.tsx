/** What is not there, tried: the answer before and after, told and drawn. Nothing is stored. */
import { askAddress, paper, type Question, variables, type View } from '../../address.ts';
import { useAnswer } from '../../answers.ts';
import { type ChangeInput, type RelationKindName, Supposed as Document } from '../../generated/changes.ts';
import { t } from '../../language.ts';
import { Drawing } from '../../parts/Drawing.tsx';
import { useNames } from '../../parts/names.ts';
import { Waiting } from '../../parts/Waiting.tsx';
import { Difference } from './Difference.tsx';
import { askerOf, type Openers } from './heading.ts';

const DRAWN = '5';

/** Kind, from whom, to whom, and in which role, as an address has it. */
function change(said: string): ChangeInput {
  const [kind = '', source = '', target = '', role] = said.split(',').map((part) => part.trim());
  return { add: { kind: kind as RelationKindName, source, target, role: role ?? null } };
}

export function Supposed({ question, view, answer }: { question: Question; view: View; answer: Openers }) {
  const changes = view.add.map(change);
  const ends = [changes[0]!.add!.source, changes[0]!.add!.target];
  const nameOf = useNames(ends);
  const { first: _, ...asking } = variables(question);
  const asked = useAnswer(Document, { ...asking, changes });
  const said = asked.data?.whatIf;
  return (
    <section class="aside-answer" aria-labelledby="supposed">
      <h2 id="supposed">{t.answer.supposed(nameOf(ends[0]!), nameOf(ends[1]!))}</h2>
      <p>{t.answer.nothingStored}</p>
      <Waiting asked={{ ...asked, former: null }} rows={2} />
      {said && <ul>{said.supposed.map((sentence) => <li key={sentence} lang="en">{sentence}</li>)}</ul>}
      {said?.doors && <Difference then={t.answer.now} now={t.answer.withTie} lists={said.doors} />}
      {said?.doors && <p>{t.answer.unchanged(said.doors.unchanged)}</p>}
      {said?.doors && <BeforeAndAfter question={question} add={view.add} asker={askerOf(answer)} />}
      <p><a href={askAddress(question, { ...view, add: [] })}>{t.parts.close}</a></p>
    </section>
  );
}

function BeforeAndAfter({ question, add, asker }: { question: Question; add: string[]; asker: string }) {
  const best = { ...question, first: DRAWN };
  const pictures: [string, string][] = [[t.answer.now, paper('/route.svg', best)], [t.answer.withTie, paper('/route.svg', best, add)]];
  return (
    <div class="before-after">
      {pictures.map(([when, source]) => (
        <figure key={when}>
          <figcaption><strong>{when}</strong> · <a href={source} target="_blank">{t.answer.pictureAlone}</a></figcaption>
          <Drawing source={source} label={t.answer.pictureOf(when, asker)} />
        </figure>
      ))}
      <p><a class="button" href={paper('/pack', question, add)} target="_blank">{t.answer.packSupposed}</a></p>
    </div>
  );
}
