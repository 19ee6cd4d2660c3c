/** The routes as the server draws them; the list beside it says the same. */
import { useState } from 'preact/hooks';
import { paper, type Question } from '../../address.ts';
import { t } from '../../language.ts';
import { askerOf, type Openers, titleOf } from './heading.ts';

export function Picture({ question, answer, open }: { question: Question; answer: Openers; open: string }) {
  const [missing, setMissing] = useState(false);
  if (missing) return null;
  const one = answer.openers.edges.find(({ node }) => node.organisation.id === open)?.node.organisation;
  const source = paper('/route.svg', one ? { ...question, via: [one.id], first: '1' } : { ...question, first: question.first || '10' });
  return (
    <figure class="picture">
      <img src={source} alt={t.answer.pictureOf(one?.name ?? titleOf(answer, question), askerOf(answer))} onError={() => setMissing(true)} />
      <figcaption>{t.answer.pictureKey} <a href={source} target="_blank">{t.answer.pictureAlone}</a></figcaption>
    </figure>
  );
}
