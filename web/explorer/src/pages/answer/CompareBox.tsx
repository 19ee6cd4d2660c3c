/** Puts a door opener beside others. */
import { useLocation } from 'preact-iso/router';
import { askAddress, type Question, type View } from '../../address.ts';
import { t } from '../../language.ts';
import { COMPARED_AT_MOST } from './Comparison.tsx';

interface Properties {
  question: Question;
  view: View;
  of: { id: string; name: string };
}

export function CompareBox({ question, view, of }: Properties) {
  const { route } = useLocation();
  const chosen = view.compare.includes(of.id);
  const compare = chosen ? view.compare.filter((id) => id !== of.id) : [...view.compare, of.id];
  return (
    <label class="compare">
      <input type="checkbox" id={`compare-${of.id}`} checked={chosen} disabled={!chosen && view.compare.length >= COMPARED_AT_MOST}
        aria-label={`${t.answer.compare}: ${of.name}`} onChange={() => route(askAddress(question, { ...view, compare }), true)} />
      <span>{t.answer.compare}</span>
    </label>
  );
}
