import Combobox from '@github/combobox-nav';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask } from './fetch.ts';
import { ComponentOrganisations } from './generated/organisations.ts';
import type { Language, Words } from './words.ts';

const LETTERS = 2;
const PAUSE = 120; // ms after the last key
const KINDS = [
  'cluster', 'trade_agency', 'trade_office', 'innovation_office', 'company', 'research_organisation', 'public_body', 'investor',
] as const;

export interface Found {
  id: string;
  name: string;
  subtitle: string;
  /** Another name, if that is what matched. */
  matched: string;
}

interface Props {
  endpoint: string;
  words: Words;
  language: Language;
  onChoose: (found: Found | null) => void;
}

/** What is found for a text, once nothing has been typed for a while; null while nothing is looked for. */
function useFound(text: string, endpoint: string, language: Language): Found[] | null {
  const [found, setFound] = useState<Found[] | null>(null);
  useEffect(() => {
    setFound(null);
    if (text.length < LETTERS) return;
    const stop = new AbortController();
    const later = setTimeout(async () => {
      try {
        const said = await ask(endpoint, ComponentOrganisations, { text, kinds: [...KINDS], language }, stop.signal);
        // Who is still there comes first: nobody asks as one that has gone, though that may be like what is typed.
        const { edges } = said.search;
        const ordered = [...edges.filter(({ gone }) => !gone), ...edges.filter(({ gone }) => gone)];
        const hits = ordered.map(({ node, matchedName }) => ({ ...node, matched: matchedName }));
        setFound(hits.map((hit) => ({ ...hit, matched: hit.matched === hit.name ? '' : hit.matched })));
      } catch {
        if (!stop.signal.aborted) setFound([]); // to ask will tell what is the matter
      }
    }, PAUSE);
    return () => {
      clearTimeout(later);
      stop.abort();
    };
  }, [text, endpoint, language]);
  return found;
}

/** An organisation, by its name as people type it. */
export function Organisations({ endpoint, words, language, onChoose }: Props) {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState('');
  const found = useFound(chosen ? '' : typed.trim(), endpoint, language);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const open = !!found?.length;
  useEffect(() => {
    if (!open) return;
    const box = new Combobox(input.current!, list.current!, { firstOptionSelectionMode: 'selected' });
    box.start();
    return () => box.destroy();
  }, [open, found]);

  function change(text: string, one: Found | null) {
    setTyped(text);
    setChosen(one?.id ?? '');
    onChoose(one);
    input.current?.setCustomValidity(one ? '' : words.typing);
  }

  return (
    <div class="asker">
      <label>
        {words.asker}
        <input
          part="input"
          ref={input}
          role="combobox"
          aria-expanded={open}
          aria-controls="found"
          aria-autocomplete="list"
          autocomplete="off"
          required
          placeholder={words.typing}
          value={typed}
          onInput={(event) => change(event.currentTarget.value, null)}
          onKeyDown={(event) => event.key === 'Escape' && setTyped('')}
        />
      </label>
      <ul id="found" part="found" role="listbox" aria-label={words.asker} hidden={!open} ref={list}>
        {found?.map((one) => (
          <li
            key={one.id}
            id={`found-${one.id}`}
            role="option"
            onClick={() => change(one.name, one)}
            onMouseDown={(event) => event.preventDefault()}
          >
            <b>{one.name}</b> {one.matched && <i>{one.matched}</i>} <small>{one.subtitle}</small>
          </li>
        ))}
      </ul>
      <span class="told" role="status">
        {found && words.found(found.length)}
      </span>
    </div>
  );
}
