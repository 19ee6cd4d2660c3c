/** The answer: door openers by how they are reached, the best group first; beside it the picture of their routes. */
import '../../messages/ofAnswer.ts';
import { useLocation } from 'preact-iso/router';
import type { Ref } from 'preact';
import { askAddress, hasAsker, hasTarget, type Question, readQuestion, readView, variables, type View } from '../../address.ts';
import { type Asked, useAnswer } from '../../answers.ts';
import { QuestionForm } from '../../form/QuestionForm.tsx';
import { DoorOpeners, type DoorOpenersQuery } from '../../generated/openers.ts';
import { t } from '../../language.ts';
import { useHeading } from '../../navigation.ts';
import { Chips } from '../../parts/Chips.tsx';
import { AskedQuestion } from '../../parts/question.ts';
import { Waiting } from '../../parts/Waiting.tsx';
import { Beside } from './Beside.tsx';
import { ChangeLine } from './ChangeLine.tsx';
import { Comparison } from './Comparison.tsx';
import { Diagnosis } from './Diagnosis.tsx';
import { useChanges } from './former.ts';
import { lineOf, type Openers, titleOf } from './heading.ts';
import { NewerRevision } from './NewerRevision.tsx';
import { NotInList } from './NotInList.tsx';
import { Papers } from './Papers.tsx';
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
  const title = asked.data ? titleOf(asked.data.doorOpeners, question) : t.answer.title;
  const heading = useHeading(title, asked.data !== null || !whole, askAddress(question));
  return (
    <AskedQuestion.Provider value={question}>
      <article class={asked.data ? 'answer' : 'answer former'} aria-busy={asked.waiting !== 'no'}>
        <QuestionForm question={question} />
        {!whole && <h1 ref={heading} tabIndex={-1}>{t.answer.incomplete}</h1>}
        {whole && !shown && asked.error && <><h1>{t.answer.title}</h1><Chips question={question} /></>}
        <Waiting asked={asked} />
        {whole && shown && <Shown question={question} view={view} answer={shown} asked={asked} heading={heading} />}
      </article>
    </AskedQuestion.Provider>
  );
}

interface Properties {
  question: Question;
  view: View;
  answer: Openers;
  asked: Asked<DoorOpenersQuery>;
  heading: Ref<HTMLHeadingElement>;
}

/** An answer, and what else was asked beside it. */
function Shown({ question, view, answer, asked, heading }: Properties) {
  const changes = useChanges(question, asked.data?.doorOpeners ?? null);
  return (
    <>
      <header>
        <h1 ref={heading} tabIndex={-1}>{titleOf(answer, question)}</h1>
        <p>{lineOf(answer)}</p>
        {answer.askers.map(({ note }) => note && <p class="note" lang="en">{note}</p>)}
        <Chips question={question} />
        {changes && <ChangeLine changes={changes} />}
        {view.rev && asked.data && <SinceCopied view={view} answer={answer} />}
        <NewerRevision revision={answer.revision.number} again={asked.again} />
        <Papers question={question} answer={answer} />
        <Try question={question} view={view} />
      </header>
      {view.since && <ThenAndNow question={question} view={view} />}
      {view.add.length > 0 && <Supposed question={question} view={view} answer={answer} />}
      <Comparison question={question} view={view} answer={answer} />
      {answer.diagnosis && <Diagnosis question={question} answer={answer} diagnosis={answer.diagnosis} />}
      <Beside question={question} view={view} answer={answer} changes={changes}><NotInList answer={answer} /></Beside>
    </>
  );
}
