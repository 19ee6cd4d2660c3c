/** The routes as the server draws them, beside the list that says the same: an opened opener leaves the rest dim. */
import { useRef, useState } from 'preact/hooks';
import { paper, type Question } from '../../address.ts';
import { t } from '../../language.ts';
import { type Choosing, Drawing } from '../../parts/Drawing.tsx';
import { askerOf, type Openers, titleOf } from './heading.ts';

const DRAWN = 10;
const DRAWN_AT_MOST = 25;

/** The address of the picture, in which an opened opener is among those drawn. */
function sourceOf(question: Question, order: string[], open: string) {
  const most = Math.max(Number(question.first) || DRAWN, order.indexOf(open) + 1);
  return paper('/route.svg', { ...question, first: String(Math.min(most, DRAWN_AT_MOST)) });
}

interface Properties {
  question: Question;
  answer: Openers;
  choosing: Choosing;
}

export function Picture({ question, answer, choosing }: Properties) {
  const [isLarge, enlarge] = useState(false);
  const large = useRef<HTMLDialogElement>(null);
  const source = sourceOf(question, choosing.order, choosing.open);
  const what = t.answer.pictureOf(titleOf(answer, question), askerOf(answer));
  /** Where nobody opens a door, what is missing is drawn, and nothing can be chosen. */
  const drawn = choosing.order.length ? { source, label: `${what} ${t.answer.pictureKeys}`, choosing } : { source, label: what };
  const choose = (id: string) => (large.current?.close(), choosing.onChoose(id));
  return (
    <figure class="picture">
      <div class="framed"><Drawing {...drawn} /></div>
      <figcaption>
        {t.answer.pictureKey}{' '}
        <button type="button" class="aside enlarge" aria-haspopup="dialog" onClick={() => (enlarge(true), large.current?.showModal())}>{t.answer.enlarge}</button>
        {' · '}<a href={source} target="_blank">{t.answer.pictureAlone}</a>
      </figcaption>
      <dialog ref={large} class="large" aria-label={t.answer.side.picture} onClose={() => enlarge(false)}>
        <button type="button" class="close" onClick={() => large.current?.close()}>{t.parts.close}</button>
        {isLarge && <div class="scrolled" tabIndex={0}><Drawing {...drawn} choosing={drawn.choosing && { ...choosing, onChoose: choose }} /></div>}
      </dialog>
    </figure>
  );
}
