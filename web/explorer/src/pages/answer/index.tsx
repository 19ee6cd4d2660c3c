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
import { ChangeLine } from './ChangeLine.tsx';
import { Comparison } from './Comparison.tsx';
import { Diagnosis } from './Diagnosis.tsx';
import { useChanges } from './former.ts';
import { lineOf, titleOf } from './heading.ts';
import { MapBeside } from './MapBeside.tsx';
import { NewerRevision } from './NewerRevision.tsx';
import { NotInList } from './NotInList.tsx';
import { OpenerList } from './OpenerList.tsx';
import { Papers } from './Papers.tsx';
import { Picture } from './Picture.tsx';
import { Sides } from './Sides.tsx';
import { SinceCopied } from './SinceCopied.tsx';
import { Supposed } from './Supposed.tsx';
import { ThenAndNow } from './ThenAndNow.tsx';
import { Try } from './Try.tsx';

export default function Answer() {
  const { url } = useLocation();
  const { search } = new URL(url, location.origin);
  const question = readQuestion(search);
  const view = readView(search);
  const whole = hasAsker(question) && hasTarget(question);
  const asked = useAnswer(DoorOpeners, whole ? variables(question) : null);
  const shown = asked.former?.doorOpeners ?? null;
  const changes = useChanges(question, asked.data?.doorOpeners ?? null);
  const title = asked.data ? titleOf(asked.data.doorOpeners, question) : t.answer.title;
  const heading = useHeading(title, asked.data !== null || !whole, askAddress(question));
  return (
    <AskedQuestion.Provider value={question}>
      <article class={asked.data ? 'answer' : 'answer former'} aria-busy={asked.waiting !== 'no'}>
        <QuestionForm question={question} />
        {!whole && <h1 ref={heading} tabIndex={-1}>{t.answer.incomplete}</h1>}
        {whole && !shown && asked.error && <><h1>{t.answer.title}</h1><Chips question={question} /></>}
        <Waiting asked={asked} />
        {whole && shown && (
          <>
            <header>
              <h1 ref={heading} tabIndex={-1}>{titleOf(shown, question)}</h1>
              <p>{lineOf(shown)}</p>
              {shown.askers.map(({ note }) => note && <p class="note" lang="en">{note}</p>)}
              <Chips question={question} />
              {changes && <ChangeLine changes={changes} />}
              {view.rev && asked.data && <SinceCopied view={view} answer={shown} />}
              <NewerRevision revision={shown.revision.number} again={asked.again} />
              <Papers question={question} answer={shown} />
              <Try question={question} view={view} />
            </header>
            {view.since && <ThenAndNow question={question} view={view} />}
            {view.suppose.length === 2 && <Supposed question={question} view={view} />}
            <Comparison question={question} view={view} answer={shown} />
            {shown.diagnosis && <Diagnosis question={question} answer={shown} diagnosis={shown.diagnosis} />}
            <Sides beside={shown.openers.totalCount > 0 ? (side) => side === 'map'
              ? <MapBeside answer={shown} open={view.open} />
              : <Picture question={question} answer={shown} open={view.open} /> : null}>
              <OpenerList question={question} view={view} answer={shown} changes={changes} />
              <NotInList answer={shown} />
            </Sides>
          </>
        )}
      </article>
    </AskedQuestion.Provider>
  );
}
