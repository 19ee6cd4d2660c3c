/** The question that a page answers, for what offers to change it. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { hasTarget, type Question } from '../address.ts';

export const AskedQuestion = createContext<Question | null>(null);
/** The question of the answer around, or null. */
export const useQuestion = () => useContext(AskedQuestion);

interface Someone {
  id: string;
  country: { code: string } | null;
}
export type Change = 'without' | 'withoutCountry' | 'through' | 'startFrom';

/** The same question, changed by somebody in it; null where that would change nothing. */
export function changed(question: Question, change: Change, { id, country }: Someone): Question | null {
  const add = (list: string[], one: string) => (list.includes(one) ? null : [...list, one]);
  const code = country?.code;
  if (change === 'startFrom') {
    const asker = { from: [id], country: '', region: '', kind: '', sectors: [], knows: [] };
    return question.from.length === 1 && question.from[0] === id ? null : { ...question, ...asker };
  }
  if (question.from.includes(id) || !hasTarget(question)) return null;
  if (change === 'through') return question.via.includes(id) ? null : { ...question, via: [id] };
  const avoid = change === 'without' ? add(question.avoid, id) : code ? add(question.avoid, code) : null;
  return avoid && { ...question, avoid };
}
