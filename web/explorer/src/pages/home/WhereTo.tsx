import type { Question } from '../../address.ts';

/** Where the asker can go: built by its own piece. */
export function WhereTo(_: { question: Question }) {
  return null;
}
