import { useState } from 'preact/hooks';
import { markets } from './markets.ts';
import { Organisations, type Found } from './Organisations.tsx';
import type { Given } from './View.tsx';
import type { Language, Words } from './words.ts';

interface Props {
  given: Given;
  words: Words;
  language: Language;
  onAsk: (market: string, from: string) => void;
}

/** Asks for the market and the organisation that the attributes leave open. */
export function Form({ given, words, language, onAsk }: Props) {
  const [market, setMarket] = useState(given.market);
  const [asker, setAsker] = useState<Found | null>(null);
  const from = given.from || asker?.id || '';
  const submit = (event: Event) => {
    event.preventDefault();
    if (market && from) onAsk(market, from);
  };
  return (
    <form part="form" aria-label={words.question} onSubmit={submit}>
      {!given.market && (
        <label>
          {words.market}
          <select part="input" required value={market} onChange={(event) => setMarket(event.currentTarget.value)}>
            <option value="">{words.choose}</option>
            {markets(language).map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {!given.from && (
        <Organisations endpoint={given.endpoint} words={words} language={language} onChoose={setAsker} />
      )}
      <button part="button" type="submit">
        {words.ask}
      </button>
      {!given.from && (
        <a part="link" href={new URL('/', given.endpoint).href} target="_blank" rel="noopener">
          {words.notListed}
        </a>
      )}
    </form>
  );
}
