/** A field that offers what was typed towards: ↑ ↓ choose, Enter takes, Esc closes; the number of offers is told. */
import ComboboxNav from '@github/combobox-nav';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { t } from '../language.ts';
import { folded } from '../markets.ts';

export interface Option {
  id: string;
  label: string;
  /** Beside it: what it is, and where. */
  hint?: string;
  /** Other texts that mean it. */
  also?: string[];
  /** Told apart: an action, not a thing that was found. */
  last?: boolean;
}

interface Properties {
  label: string;
  /** What the field says when nothing is being typed. */
  value: string;
  placeholder?: string;
  options: Option[];
  /** Each change of the text while it is typed. */
  onType(text: string): void;
  onTake(option: Option): void;
  /** The field was emptied. */
  onClear?(): void;
  /** Whether offers are being looked for. */
  busy?: boolean;
  hideLabel?: boolean;
  /** Whether an empty field shows offers when it is entered. */
  eager?: boolean;
  autofocus?: boolean;
}

export function Combobox(properties: Properties) {
  const { label, value, options, hideLabel, placeholder, busy } = properties;
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const open = typed !== null && options.length > 0;
  useNavigation(input, list, open, options);
  const close = () => setTyped(null);
  /** What was typed in full is taken as it stands, also without being chosen. */
  function leave() {
    const [meant] = options;
    const said = folded(typed ?? '');
    if (said && meant && !meant.last && [meant.label, meant.id, ...(meant.also ?? [])].some((one) => folded(one) === said)) properties.onTake(meant);
    close();
  }

  function type(text: string) {
    setTyped(text);
    properties.onType(text);
    if (!text) properties.onClear?.();
  }
  function takeOption(option: Option) {
    close();
    properties.onTake(option);
  }
  function take(event: Event) {
    const option = options.find((one) => `${id}-${one.id}` === (event.target as HTMLElement).id);
    if (option) takeOption(option);
  }
  /** Enter takes the first, also of who types fast: then as soon as it is there. */
  const hurried = useRef(false);
  useEffect(() => {
    if (!hurried.current || busy) return;
    hurried.current = false;
    if (options[0] && !options[0].last) takeOption(options[0]);
  }, [busy, options]);
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && typed !== null) return event.stopPropagation(), close();
    if (event.key !== 'Enter' || !typed || list.current!.querySelector('[aria-selected="true"]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (busy) hurried.current = true;
    else if (options[0]) takeOption(options[0]);
  }
  return (
    <div class="combobox">
      <label for={id} class={hideLabel ? 'unseen' : undefined}>{label}</label>
      <input ref={input} id={id} type="text" value={typed ?? value} placeholder={placeholder} autocomplete="off"
        spellcheck={false} autocapitalize="off" autofocus={properties.autofocus} enterkeyhint="search"
        onInput={(event) => type(event.currentTarget.value)} onBlur={leave}
        onFocus={() => properties.eager && !value && type('')} onClick={() => properties.eager && !value && type('')}
        onKeyDown={onKeyDown} />
      {/* Offers keep the focus in the field, so that it is not left by the click that takes one. */}
      <ul ref={list} id={`${id}-list`} role="listbox" aria-label={label} hidden={!open}
        onMouseDown={(event) => event.preventDefault()} {...{ 'oncombobox-commit': take }}>
        {open && options.map((option) => <Offer key={option.id} {...option} id={`${id}-${option.id}`} />)}
      </ul>
      <p class={typed && !busy && !options.length ? 'nothing' : 'unseen'} role="status">
        {typed === null || busy ? '' : t.parts.offers(options.filter((one) => !one.last).length)}
      </p>
    </div>
  );
}

function Offer({ id, label, hint, last }: Option) {
  return (
    <li id={id} role="option" class={last ? 'last' : undefined}>
      <span>{label}</span>
      {hint && <small>{hint}</small>}
    </li>
  );
}

/** Keys and roles of a combobox while its list is open. */
function useNavigation(
  input: { current: HTMLInputElement | null },
  list: { current: HTMLUListElement | null },
  open: boolean,
  options: Option[],
) {
  const navigation = useRef<ComboboxNav>(null);
  useEffect(() => {
    const made = new ComboboxNav(input.current!, list.current!, { tabInsertsSuggestions: false, firstOptionSelectionMode: 'active' });
    navigation.current = made;
    return () => made.destroy();
  }, []);
  useEffect(() => {
    if (!open) return;
    navigation.current!.start();
    return () => navigation.current!.stop();
  }, [open]);
  const offered = options.map((one) => one.id).join(' ');
  useEffect(() => {
    if (open) navigation.current!.resetSelection();
  }, [open, offered]);
}
