/** Answers as a page sees them: waiting, ready, failed; those of this visit are kept, so that Back is at once. */
import { useEffect, useReducer, useRef } from 'preact/hooks';
import { ask, type Document, Refusal } from './fetch.ts';

const KEPT_AT_MOST = 60;
const NOTHING_FOR = 150; // milliseconds
const SLOW_AFTER = 3_000;
const kept = new Map<string, unknown>();

export interface Asked<Data> {
  /** Null while there is none. */
  data: Data | null;
  /** What was shown before, while another answer is awaited, or none came. */
  former: Data | null;
  error: Refusal | null;
  /** `soon`: nothing need be said yet; `slow`: it may be stopped. */
  waiting: 'no' | 'soon' | 'yes' | 'slow' | 'stopped';
  stop(): void;
  again(): void;
}

function keep(key: string, data: unknown) {
  kept.delete(key);
  kept.set(key, data);
  if (kept.size > KEPT_AT_MOST) kept.delete(kept.keys().next().value!);
}

/** What is kept under a key; made and kept if it is not there. */
export async function once<Data>(key: string, make: () => Promise<Data>): Promise<Data> {
  if (kept.has(key)) return kept.get(key) as Data;
  const data = await make();
  keep(key, data);
  return data;
}

/** One answer, from what is kept if it is there. */
export const answer = <Data, Variables>(document: Document<Data, Variables>, variables: Variables, signal?: AbortSignal): Promise<Data> =>
  once(document.id + JSON.stringify(variables), () => ask(document, variables, signal));

/** Forget what is kept: a newer revision is there. */
export const forget = () => kept.clear();

/** The answer to a document; null variables ask nothing. */
export function useAnswer<Data, Variables>(document: Document<Data, Variables>, variables: Variables | null): Asked<Data> {
  const key = variables === null ? null : document.id + JSON.stringify(variables);
  const [, show] = useReducer((count: number, _: void) => count + 1, 0);
  const now = useRef<{ key: string | null; shown: Data | null; round: number } & Omit<Asked<Data>, 'again' | 'data'>>({
    key: null, shown: null, round: 0, former: null, error: null, waiting: 'no', stop: () => {},
  }).current;
  const data = key !== null && kept.has(key) ? (kept.get(key) as Data) : null;
  if (now.key !== key) {
    Object.assign(now, { key, error: null, waiting: data || key === null ? 'no' : 'soon' });
  }
  if (data) now.shown = data;
  useEffect(() => {
    if (key === null || kept.has(key)) return;
    const turn = new AbortController();
    const say = (waiting: Asked<Data>['waiting'], error: Refusal | null = null) => {
      if (now.key !== key) return;
      Object.assign(now, { waiting, error });
      show();
    };
    const timers = [setTimeout(say, NOTHING_FOR, 'yes'), setTimeout(say, SLOW_AFTER, 'slow')];
    const settle = () => timers.forEach(clearTimeout);
    now.stop = () => (turn.abort(), settle(), say('stopped'));
    now.waiting = 'soon';
    answer(document, variables!, turn.signal)
      .then(() => (settle(), say('no')))
      .catch((error: unknown) => {
        settle();
        if (!turn.signal.aborted) say('no', error instanceof Refusal ? error : new Refusal({ message: String(error) }));
      });
    return () => (settle(), turn.abort());
  }, [key, now.round]);
  const again = () => (now.round++, (now.waiting = 'soon'), (now.error = null), show());
  return { data, former: data ?? now.shown, error: now.error, waiting: now.waiting, stop: now.stop, again };
}
