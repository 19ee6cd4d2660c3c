/** The answer before this one: after a change of the question its rows are compared with it. */
import { useRef } from 'preact/hooks';
import { askAddress, type Question } from '../../address.ts';
import { type Changes, changesFrom } from './compared.ts';
import type { Openers } from './heading.ts';

/** Changes from the answer shown before, if that was about the same place; null else. */
export function useChanges(question: Question, answer: Openers | null): Changes | null {
  const key = askAddress(question);
  const place = question.market + question.corridor;
  const seen = useRef<{ key: string; place: string; answer: Openers; changes: Changes | null }>(null);
  if (!answer) return null;
  const last = seen.current;
  if (last?.key !== key) {
    const changes = last && last.place === place ? changesFrom(last.answer, answer) : null;
    seen.current = { key, place, answer, changes };
  }
  return seen.current!.changes;
}
