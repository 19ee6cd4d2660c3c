/** Why there is no answer, or not all of it, in a sentence, with a button for what would help. */
import { addition, askAddress, type Question } from '../../address.ts';
import type { DiagnosedFragment } from '../../generated/openers.ts';
import { score, t } from '../../language.ts';
import { Way } from '../../parts/Way.tsx';
import { askerOf, type Openers } from './heading.ts';
import { relaxed } from './relax.ts';

interface Properties {
  question: Question;
  answer: Openers;
  diagnosis: DiagnosedFragment;
}

export function Diagnosis({ question, answer, diagnosis }: Properties) {
  const { missingTie, stepsNeeded, relax, areas, message } = diagnosis;
  const without = relaxed(question, relax);
  return (
    <section class="diagnosis" aria-label={t.answer.diagnosis}>
      <p lang="en">{message}</p>
      <ul class="actions" role="list">
        {stepsNeeded !== null && stepsNeeded <= 6 && (
          <li><a class="button" href={askAddress({ ...question, maxSteps: String(stepsNeeded) })}>{t.answer.allowSteps(stepsNeeded)}</a></li>
        )}
        {without.map(({ text, next }) => <li key={text}><a class="button" href={askAddress(next)}>{t.answer.relax(text)}</a></li>)}
        {missingTie && (
          <li><a class="button" href={askAddress(question, { add: [addition('partner_of', missingTie.contact.id, missingTie.other.id)] })}>
            {t.answer.tryTie(missingTie.contact.name, missingTie.other.name)}
          </a></li>
        )}
        {areas.map(({ id, name }) => (
          <li key={id}><a class="button" href={askAddress({ ...question, market: '', corridor: id })}>{t.answer.askArea(name)}</a></li>
        ))}
      </ul>
      {missingTie && (
        <p>{t.answer.missingTie(missingTie.opener.name, score(missingTie.score))} <Way steps={missingTie.route.steps} asker={askerOf(answer)} /></p>
      )}
    </section>
  );
}
