/** Conditions of a question over its answer: each is taken away by its cross. */
import { askAddress, type Question } from '../address.ts';
import { country, date, t, word } from '../language.ts';
import { useNames } from './names.ts';

interface Chip {
  text: string;
  without: Question;
}

export function Chips({ question }: { question: Question }) {
  const { avoid, via, viaInOrder, sector } = question;
  const nameOf = useNames([...avoid.filter(isId), ...via, ...viaInOrder, ...(sector ? [sector] : [])]);
  const chips = conditions(question, nameOf);
  if (!chips.length) return null;
  return (
    <ul class="chips" aria-label={t.parts.conditions}>
      {chips.map(({ text, without }) => (
        <li key={text}>
          {text} <a href={askAddress(without)} aria-label={t.parts.remove(text)} title={t.parts.remove(text)}>×</a>
        </li>
      ))}
    </ul>
  );
}

const isCode = (text: string) => /^[A-Z]{2}$/.test(text);
const isId = (text: string) => !isCode(text) && word('OrganisationKind', text) === text.replaceAll('_', ' ');

/** The conditions in words, each with the question that has it no more. */
export function conditions(question: Question, nameOf: (id: string) => string): Chip[] {
  const q = question;
  const less = (text: string, change: Partial<Question>): Chip => ({ text, without: { ...q, ...change } });
  const avoided = (one: string) => (isCode(one) ? country(one) : isId(one) ? nameOf(one) : word('OrganisationKind', one));
  return [
    ...(q.sector ? [less(t.parts.inSector(nameOf(q.sector)), { sector: '' })] : []),
    ...(q.asOf ? [less(t.parts.asOf(date(q.asOf)), { asOf: '' })] : []),
    ...(q.maxSteps ? [less(t.parts.atMost(Number(q.maxSteps)), { maxSteps: '' })] : []),
    ...(q.minStrength ? [less(t.parts.atLeast(q.minStrength), { minStrength: '' })] : []),
    ...(q.publicAnchor ? [less(t.parts.publicOnly, { publicAnchor: '' })] : []),
    ...q.avoid.map((one) => less(t.parts.without(avoided(one)), { avoid: q.avoid.filter((other) => other !== one) })),
    ...q.via.map((one) => less(t.parts.through(nameOf(one)), { via: q.via.filter((other) => other !== one) })),
    ...(q.viaInOrder.length ? [less(t.parts.through(q.viaInOrder.map(nameOf).join(' → ')), { viaInOrder: [] })] : []),
  ];
}
