/** A copied link, opened again: who is new and who is gone since. */
import type { View } from '../../address.ts';
import { listed, t } from '../../language.ts';
import { useNames } from '../../parts/names.ts';
import type { Openers } from './heading.ts';

export function SinceCopied({ view, answer }: { view: View; answer: Openers }) {
  const now = answer.openers.edges.map(({ node }) => node.organisation);
  const gone = view.seen.filter((id) => !now.some((one) => one.id === id));
  const fresh = now.filter(({ id }) => !view.seen.includes(id));
  const nameOf = useNames(gone);
  const parts = [
    fresh.length && t.answer.copiedNew(fresh.map(({ name }) => name)),
    gone.length && t.answer.gone(gone.map(nameOf)),
  ].filter((part) => part !== 0);
  const same = parts.length === 0 && (!view.digest || view.digest === answer.digest);
  const said = same ? t.answer.sameAsCopied : parts.length ? listed(parts) : t.answer.sameOpeners;
  return <p class="change" role="status">{t.answer.sinceCopied(view.rev)} {said}.</p>;
}
