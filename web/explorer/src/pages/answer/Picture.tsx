/** The routes as the server draws them; the list beside it says the same. Of an opened opener its own. */
import { useRef, useState } from 'preact/hooks';
import { paper, type Question } from '../../address.ts';
import { t } from '../../language.ts';
import { askerOf, type Openers, titleOf } from './heading.ts';

const DRAWN = '10';

export function Picture({ question, answer, open }: { question: Question; answer: Openers; open: string }) {
  const [missing, setMissing] = useState('');
  const large = useRef<HTMLDialogElement>(null);
  const one = answer.openers.edges.find(({ node }) => node.organisation.id === open)?.node.organisation;
  const source = paper('/route.svg', one ? { ...question, via: [one.id], first: '1' } : { ...question, first: question.first || DRAWN });
  if (missing === source) return null;
  const image = <img src={source} alt={t.answer.pictureOf(one?.name ?? titleOf(answer, question), askerOf(answer))} onError={() => setMissing(source)} />;
  return (
    <figure class="picture">
      <button type="button" class="enlarge" onClick={() => large.current?.showModal()} aria-haspopup="dialog">
        {image}<span>{t.answer.enlarge}</span>
      </button>
      <figcaption>{t.answer.pictureKey} <a href={source} target="_blank">{t.answer.pictureAlone}</a></figcaption>
      <dialog ref={large} class="large" aria-label={t.answer.side.picture}>
        <button type="button" class="close" onClick={() => large.current?.close()}>{t.parts.close}</button>
        <div class="scrolled" tabIndex={0}>{image}</div>
      </dialog>
    </figure>
  );
}
