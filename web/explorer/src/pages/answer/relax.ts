/** Which constraint a diagnosis names, and the question without it. */
import type { Question } from '../../address.ts';
import { t } from '../../language.ts';

const CONSTRAINTS: Record<string, Partial<Question>> = {
  avoid: { avoid: [] },
  via: { via: [] },
  viaInOrder: { viaInOrder: [] },
  minStrength: { minStrength: '' },
  publicAnchor: { publicAnchor: '' },
  maxSteps: { maxSteps: '6' },
};

export function relaxed(question: Question, names: string[]): { text: string; next: Question }[] {
  return names.flatMap((name) => {
    const change = CONSTRAINTS[name];
    return change ? [{ text: t.answer.constraint[name as keyof typeof t.answer.constraint], next: { ...question, ...change } }] : [];
  });
}
