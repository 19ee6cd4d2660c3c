import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, AskingError } from './fetch.ts';
import { ComponentOpeners, type ComponentOpenersQuery } from './generated/openers.ts';
import { marketName } from './markets.ts';
import { Opener } from './Opener.tsx';
import type { Given, Tell } from './View.tsx';
import type { Language, Words } from './words.ts';

/** Under which title each way to be reached is told. */
const GROUP_OF = {
  own_mandate: 'own_people',
  desk: 'official_door',
  front_door: 'official_door',
  own_network: 'own_network',
  reception: 'to_meet',
  home_agency: 'at_home',
} as const;
const SILENT = 150; // ms in which nothing is said
type Said = ComponentOpenersQuery['doorOpeners'];
export type OpenerNode = Said['openers']['nodes'][number];

interface Props {
  question: Given;
  words: Words;
  language: Language;
  focus: boolean;
  tell: Tell;
}

/** Asks once, and again when told to. What is told is an error, or that it takes a while. */
function useAnswer({ question, language, tell }: Props) {
  const [state, setState] = useState<{ said?: Said; error?: AskingError; slow?: boolean }>({});
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const slow = setTimeout(() => setState({ slow: true }), SILENT);
    const { market, from, sector, endpoint } = question;
    ask(endpoint, ComponentOpeners, { market, from, sector: sector || null, language }, stop.signal)
      .then(({ doorOpeners }) => setState({ said: doorOpeners }))
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        const known = error instanceof AskingError ? error : new AskingError('internal', String(error));
        setState({ error: known });
        tell('open-doors-error', { code: known.code, message: known.message });
      })
      .finally(() => clearTimeout(slow));
    return () => {
      clearTimeout(slow);
      stop.abort();
    };
  }, [times]);
  return { ...state, again: () => setTimes(times + 1) };
}

/** Openers by how each is reached, in the order in which the best of each group comes. */
function grouped(openers: readonly OpenerNode[], words: Words): Map<string, OpenerNode[]> {
  const groups = new Map<string, OpenerNode[]>();
  for (const opener of openers) {
    const title = words.groups[GROUP_OF[opener.how]];
    groups.set(title, [...(groups.get(title) ?? []), opener]);
  }
  return groups;
}

/** The list of door openers; or why there is none. */
export function Answer(props: Props) {
  const { question, words } = props;
  const { said, error, slow, again } = useAnswer(props);
  if (error) {
    return (
      <div part="error" role="alert">
        <p>{error.code === 'unreachable' ? words.failed : error.message}</p>
        <button part="button" type="button" onClick={again}>
          {words.again}
        </button>
      </div>
    );
  }
  return (
    <div>
      <p role="status" part="status">
        {!said && slow && words.waiting}
      </p>
      {said && <Openers {...props} said={said} />}
      {said && (
        <p part="footer">
          {words.asOf(said.asOf)} · <a part="link" href={pageOf(question)} target="_blank" rel="noopener">{words.more}</a>
        </p>
      )}
    </div>
  );
}

function Openers({ said, question, words, language, focus, tell }: Props & { said: Said }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) heading.current?.focus();
  }, []);
  const market = said.market ? marketName(said.market.code, language) : question.market;
  const name = said.askers[0]?.organisation?.name ?? question.from;
  const openers = said.openers.nodes;
  return (
    <>
      <h2 part="heading" tabIndex={-1} ref={heading}>
        {openers.length > 0 ? words.openers(openers.length, market, name) : words.none(market, name)}
      </h2>
      {said.diagnosis && <p part="diagnosis">{said.diagnosis.message}</p>}
      {[...grouped(openers, words)].map(([title, of]) => (
        <section key={title}>
          <h3 part="group">{title}</h3>
          <ol part="list">
            {of.map((opener) => (
              <Opener key={opener.organisation.id} opener={opener} words={words} from={name} question={question} tell={tell} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

/** The same question on the explorer's page of the server that is asked. */
function pageOf({ endpoint, market, from, sector }: Given): string {
  const page = new URL('/ask', endpoint);
  page.search = new URLSearchParams({ market, from, ...(sector && { sector }) }).toString();
  return page.href;
}
