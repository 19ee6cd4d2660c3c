/** The question: who asks, where to, and under which conditions. The address of its answer says all of it. */
import { useLocation } from 'preact-iso/router';
import { useEffect, useRef, useState } from 'preact/hooks';
import { address, askAddress, hasAsker, hasTarget, isOutsider, type Question } from '../address.ts';
import { t } from '../language.ts';
import { knowName, useNames } from '../parts/names.ts';
import { MarketPicker, OrganisationPicker } from '../parts/pickers.tsx';
import { MoreConditions } from './MoreConditions.tsx';
import { Outsider } from './Outsider.tsx';

interface Properties {
  question: Question;
  /** On the first page the address follows who asks, and the first field has the focus. */
  first?: boolean;
}

/** The code of the page that will be wanted next is fetched while the question is typed. */
const fetchAnswerPage = () => void import('../pages/answer/index.tsx');

export interface Part {
  draft: Question;
  change(change: Partial<Question>): void;
}

export function QuestionForm({ question, first }: Properties) {
  const { route, url } = useLocation();
  const [draft, setDraft] = useState(question);
  const [outside, setOutside] = useState(isOutsider(question));
  const [entered, setEntered] = useState(false);
  const [missing, setMissing] = useState('');
  const asked = !first && hasAsker(question) && hasTarget(question);
  const [folded, setFolded] = useState(asked);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => (setDraft(question), setOutside(isOutsider(question)), setFolded(asked)), [url]);
  const unfold = () => (setFolded(false), requestAnimationFrame(() => form.current?.querySelector('input')?.focus()));
  const change = (said: Partial<Question>) => (setDraft({ ...draft, ...said }), setMissing(''));
  function ask(event: Event) {
    event.preventDefault();
    if (!hasAsker(draft)) return setMissing(t.home.missingAsker);
    if (!hasTarget(draft)) return setMissing(t.home.missingTarget);
    route(askAddress(draft));
  }
  function takeAsker(from: string[]) {
    change({ from, country: '' });
    if (first) route(address('/', { ...draft, from, country: '' }), true);
  }
  return (
    <form ref={form} class={folded ? 'question folded' : 'question'} action="/ask" onSubmit={ask} onInput={fetchAnswerPage} aria-label={t.home.ask}>
      {folded && <button type="button" class="unfold" onClick={unfold}>{t.home.change}</button>}
      <div class="ends">
        {outside
          ? <Outsider draft={draft} change={change} entered={entered} onListed={() => (setOutside(false), change({ country: '' }))} />
          : <Asker draft={draft} first={first} onTake={takeAsker} onNotListed={() => (setOutside(true), setEntered(true), change({ from: [] }))} />}
        <MarketPicker label={t.home.to} placeholder={t.home.toHint} market={draft.market} corridor={draft.corridor}
          onTake={change} onClear={() => change({ market: '', corridor: '' })} />
        <button type="submit" class="main">{t.home.ask}</button>
      </div>
      <p role="alert" class="missing">{missing}</p>
      <MoreConditions draft={draft} change={change} />
    </form>
  );
}

interface AskerProperties {
  draft: Question;
  first?: boolean;
  onTake(from: string[]): void;
  onNotListed(): void;
}

function Asker({ draft, first, onTake, onNotListed }: AskerProperties) {
  const nameOf = useNames(draft.from);
  const [asker, ...others] = draft.from;
  return (
    <div>
      <OrganisationPicker label={t.home.from} placeholder={t.home.fromHint} value={asker ? nameOf(asker) : ''}
        autofocus={first && !asker} onNotListed={onNotListed} onClear={() => onTake(others)}
        onTake={(taken) => (knowName(taken), onTake([taken.id, ...others.filter((id) => id !== taken.id)]))} />
      {others.length > 0 && <p class="together">{t.home.and(others.map(nameOf))}</p>}
      <button type="button" class="aside" onClick={onNotListed}>{t.home.notListed}</button>
    </div>
  );
}
