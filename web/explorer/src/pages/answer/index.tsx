/** The answer: door openers by how they are reached, the best group first; beside it the picture of their routes. */
import { useLocation } from 'preact-iso/router';
import { askAddress, hasAsker, hasTarget, readQuestion, readView, variables } from '../../address.ts';
import { useAnswer } from '../../answers.ts';
import { QuestionForm } from '../../form/QuestionForm.tsx';
import { DoorOpeners } from '../../generated/openers.ts';
import { t } from '../../language.ts';
import { useHeading } from '../../navigation.ts';
import { Chips } from '../../parts/Chips.tsx';
import { AskedQuestion } from '../../parts/question.ts';
import { Waiting } from '../../parts/Waiting.tsx';
import { Diagnosis } from './Diagnosis.tsx';
import { lineOf, titleOf } from './heading.ts';
import { NotInList } from './NotInList.tsx';
import { OpenerList } from './OpenerList.tsx';
import { Papers } from './Papers.tsx';
import { Picture } from './Picture.tsx';
import { Sides } from './Sides.tsx';

export default function Answer() {
  const { url } = useLocation();
  const { search } = new URL(url, location.origin);
  const question = readQuestion(search);
  const view = readView(search);
  const whole = hasAsker(question) && hasTarget(question);
  const asked = useAnswer(DoorOpeners, whole ? variables(question) : null);
  const shown = asked.former?.doorOpeners ?? null;
  const title = asked.data ? titleOf(asked.data.doorOpeners, question) : t.answer.title;
  const heading = useHeading(title, asked.data !== null || !whole, askAddress(question));
  return (
    <AskedQuestion.Provider value={question}>
      <article class={asked.data ? 'answer' : 'answer former'} aria-busy={asked.waiting !== 'no'}>
        <QuestionForm question={question} />
        {!whole && <h1 ref={heading} tabIndex={-1}>{t.answer.incomplete}</h1>}
        <Waiting asked={asked} />
        {whole && shown && (
          <>
            <header>
              <h1 ref={heading} tabIndex={-1}>{titleOf(shown, question)}</h1>
              <p>{lineOf(shown)}</p>
              {shown.askers.map(({ note }) => note && <p class="note" lang="en">{note}</p>)}
              <Chips question={question} />
              <Papers question={question} answer={shown} />
            </header>
            {shown.diagnosis && <Diagnosis question={question} answer={shown} diagnosis={shown.diagnosis} />}
            <Sides picture={shown.openers.totalCount > 0 && <Picture question={question} answer={shown} open={view.open} />}>
              <OpenerList question={question} view={view} answer={shown} />
              <NotInList answer={shown} />
            </Sides>
          </>
        )}
      </article>
    </AskedQuestion.Provider>
  );
}
