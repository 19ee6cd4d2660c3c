import { useState } from 'preact/hooks';
import { Answer } from './Answer.tsx';
import { Form } from './Form.tsx';
import { languageOf, WORDS } from './words.ts';

/** What the attributes say; what is missing is empty. `tag` is a language tag, `endpoint` an absolute address. */
export interface Given {
  market: string;
  from: string;
  sector: string;
  tag: string;
  endpoint: string;
}

/** Dispatches an event of the element; false if a listener wants nothing else to be done. */
export type Tell = (name: 'open-doors-select' | 'open-doors-error', detail: object) => boolean;

/** A form for what the attributes leave open, and the answer once all is known. */
export function View({ given, tell }: { given: Given; tell: Tell }) {
  const [chosen, choose] = useState({ market: given.market, from: given.from, times: 0 });
  const language = languageOf(given.tag);
  const words = WORDS[language];
  const complete = chosen.market && chosen.from;
  return (
    <section part="box" lang={language}>
      {!(given.market && given.from) && (
        <Form
          given={given}
          words={words}
          language={language}
          onAsk={(market, from) => choose({ market, from, times: chosen.times + 1 })}
        />
      )}
      {complete && (
        <Answer
          key={JSON.stringify(chosen)}
          question={{ ...given, ...chosen }}
          words={words}
          language={language}
          focus={chosen.times > 0}
          tell={tell}
        />
      )}
    </section>
  );
}
