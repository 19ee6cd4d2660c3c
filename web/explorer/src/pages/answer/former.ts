/** The answer before this one: after a change of the question its rows are compared with it. */
import { useRef } from 'preact/hooks';
import { askAddress, type Question } from '../../address.ts';
import { hasComeBack } from '../../navigation.ts';
import { type Changes, changesFrom } from './compared.ts';
import type { Openers } from './heading.ts';

const KEPT_AT_MOST = 50;

/** Changes from the answer in which the question was changed, if that was about the same place; null else. */
export function useChanges(question: Question, answer: Openers | null): Changes | null {
  const key = askAddress(question);
  const place = question.market + question.corridor;
  const last = useRef<{ key: string; place: string; answer: Openers }>(null);
  const made = useRef(new Map<string, Changes | null>());
  if (!answer) return null;
  if (last.current?.key !== key) {
    const from = last.current?.place === place ? last.current.answer : null;
    if (!hasComeBack()) remember(made.current, key, from && changesFrom(from, answer));
    last.current = { key, place, answer };
  }
  return made.current.get(key) ?? null;
}

/** Those of the latest questions, so that Back and Forward find them again. */
function remember(made: Map<string, Changes | null>, key: string, changes: Changes | null) {
  made.delete(key);
  made.set(key, changes);
  if (made.size > KEPT_AT_MOST) made.delete(made.keys().next().value!);
}
