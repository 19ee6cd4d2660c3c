/** The same question on an earlier day, beside today's answer. */
import { askAddress, type Question, variables, type View } from '../../address.ts';
import { useAnswer } from '../../answers.ts';
import { ThenAndNow as Document } from '../../generated/changes.ts';
import { date, percent, t } from '../../language.ts';
import { Waiting } from '../../parts/Waiting.tsx';
import { Difference } from './Difference.tsx';

export function ThenAndNow({ question, view }: { question: Question; view: View }) {
  const { first: _, ...asking } = variables(question);
  const asked = useAnswer(Document, { ...asking, since: view.since });
  const said = asked.data?.doorChanges;
  return (
    <section class="aside-answer" aria-labelledby="then-and-now">
      <h2 id="then-and-now">{t.answer.thenAndNow(date(view.since))}</h2>
      <Waiting asked={{ ...asked, former: null }} rows={2} />
      {said && <Difference then={date(said.since)} now={date(said.asOf)} lists={said} />}
      {said && <p>{t.answer.unchanged(said.unchanged)} {t.answer.undatedShare(percent(said.facts.undatedShare))}</p>}
      <p><a href={askAddress(question, { ...view, since: '' })}>{t.parts.close}</a></p>
    </section>
  );
}
