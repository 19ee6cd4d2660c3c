/** A tie that is not there, tried: the answer before and after. Nothing is stored. */
import { askAddress, type Question, variables, type View } from '../../address.ts';
import { useAnswer } from '../../answers.ts';
import { type ChangeInput, Supposed as Document } from '../../generated/changes.ts';
import { t } from '../../language.ts';
import { useNames } from '../../parts/names.ts';
import { Waiting } from '../../parts/Waiting.tsx';
import { Difference } from './Difference.tsx';

/** An asker that is supposed to have joined somebody is its member; two others are partners. */
function supposedTie({ from }: Question, [source, target]: string[]): ChangeInput[] {
  const kind = from.includes(source!) ? 'member_of' : 'partner_of';
  return [{ add: { kind, source: source!, target: target! } }];
}

export function Supposed({ question, view }: { question: Question; view: View }) {
  const nameOf = useNames(view.suppose);
  const { first: _, ...asking } = variables(question);
  const asked = useAnswer(Document, { ...asking, changes: supposedTie(question, view.suppose) });
  const said = asked.data?.whatIf;
  return (
    <section class="aside-answer" aria-labelledby="supposed">
      <h2 id="supposed">{t.answer.supposed(nameOf(view.suppose[0]!), nameOf(view.suppose[1]!))}</h2>
      <p>{t.answer.nothingStored}</p>
      <Waiting asked={{ ...asked, former: null }} rows={2} />
      {said?.doors && <Difference then={t.answer.now} now={t.answer.withTie} lists={said.doors} />}
      {said?.doors && <p>{t.answer.unchanged(said.doors.unchanged)}</p>}
      <p><a href={askAddress(question, { ...view, suppose: [] })}>{t.parts.close}</a></p>
    </section>
  );
}
