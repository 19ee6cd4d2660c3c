/** What else can be asked of an answer: suppose a tie, compare with an earlier day. */
import { useLocation } from 'preact-iso/router';
import { useState } from 'preact/hooks';
import { addition, askAddress, isOutsider, type Question, type View } from '../../address.ts';
import { t } from '../../language.ts';
import { knowName } from '../../parts/names.ts';
import { OrganisationPicker } from '../../parts/pickers.tsx';

export function Try({ question, view }: { question: Question; view: View }) {
  const { route } = useLocation();
  const [since, setSince] = useState(view.since);
  const join = (taken: { id: string; name: string }) => {
    knowName(taken);
    const known = { ...question, knows: [...question.knows, taken.id] };
    route(isOutsider(question) ? askAddress(known) : askAddress(question, { ...view, add: [addition('member_of', question.from[0]!, taken.id)] }));
  };
  function compare(event: Event) {
    event.preventDefault();
    if (since) route(askAddress(question, { ...view, since }));
  }
  return (
    <details class="try">
      <summary>{t.answer.try}</summary>
      <div class="fields">
        <OrganisationPicker label={t.answer.join} value="" onTake={join} />
        <form onSubmit={compare}>
          <label><span>{t.answer.since}</span>
            <input type="date" value={since} required onInput={(event) => setSince(event.currentTarget.value)} />
          </label>
          <button type="submit">{t.answer.compareDays}</button>
        </form>
      </div>
    </details>
  );
}
