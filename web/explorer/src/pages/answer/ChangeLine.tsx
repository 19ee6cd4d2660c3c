/** What a change of the question, or of the data since a link was copied, has done to the list. */
import { listed, t } from '../../language.ts';
import type { Changes, Mark } from './compared.ts';

export function ChangeLine({ changes: { marks, gone } }: { changes: Changes }) {
  const kinds = [...marks.values()].map(({ kind }) => kind);
  const number = (kind: Mark['kind']) => kinds.filter((one) => one === kind).length;
  const parts = [
    number('new') && t.answer.new(number('new')),
    gone.length && t.answer.gone(gone.map(({ organisation }) => organisation.name)),
    number('up') && t.answer.up(number('up')),
    number('down') && t.answer.down(number('down')),
  ].filter((part) => part !== 0);
  return <p class="change" role="status">{t.answer.comparedBefore} {parts.length ? listed(parts) : t.answer.nothingChanged}.</p>;
}

export function Badge({ mark }: { mark: Mark | undefined }) {
  if (!mark) return null;
  return <span class={`badge ${mark.kind}`}>{mark.kind === 'new' ? t.answer.isNew : t.answer.moved(mark.kind, mark.from)}</span>;
}
