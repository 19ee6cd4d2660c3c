/** The reader's language: of the page, of the model's words, of countries, numbers and dates. It lasts as long as the page. */
import type { answer } from './messages/en/answer.ts';
import type { Messages } from './messages/en/index.ts';

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;
type Words = Record<string, Record<string, string>>;

const isOurs = (tag: string | null): tag is Language => tag !== null && tag in LANGUAGES;
const said = new URLSearchParams(location.search).get('lang');
/** Whether the address says the language. */
export const languageSaid = isOurs(said);
export const language: Language = languageSaid
  ? (said as Language)
  : (navigator.languages.map((tag) => tag.slice(0, 2)).find(isOurs) ?? 'en');

/** What the page says: there from `loadLanguage` on; of an answer, once its page is. */
export let t: Messages & { answer: typeof answer };
const words: Words = {};
export const addMessages = (more: Partial<typeof t>) => void Object.assign(t, more);
export const addWords = (more: Words) => void Object.assign(words, more);

export async function loadLanguage() {
  const [messages, list] =
    language === 'de'
      ? await Promise.all([import('./messages/de/index.ts'), import('./generated/words.de.json')])
      : await Promise.all([import('./messages/en/index.ts'), import('./generated/words.en.json')]);
  t = messages.messages as typeof t;
  addWords(list.default);
  document.documentElement.lang = language;
}

/** What people call a word of the model; `list` is the name of its enum. */
export const word = (list: string, name: string | null | undefined): string =>
  name ? (words[list]?.[name] ?? name.replaceAll('_', ' ')) : '';

/** How numbers and dates are written. */
const locale = { en: 'en-GB', de: 'de-DE' }[language];
const regions = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
/** What a country is called, by its code. */
export const country = (code: string | null | undefined): string => {
  try {
    return code ? (regions.of(code) ?? code) : '';
  } catch {
    return code ?? ''; // no code of a region
  }
};

const scores = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const numbers = new Intl.NumberFormat(locale);
/** A score, strength or share of 1. */
export const score = (value: number) => scores.format(value);
export const percent = (value: number) => shares.format(value);
export const count = (value: number) => numbers.format(value);

const DATES: Intl.DateTimeFormatOptions[] = [
  { year: 'numeric' },
  { year: 'numeric', month: 'short' },
  { year: 'numeric', month: 'short', day: 'numeric' },
];
/** A date as exact as it is said: 2026, 2026-03 or 2026-03-15. */
export function date(said: string | null | undefined): string {
  if (!said) return t.undated;
  const parts = said.slice(0, 10).split('-').map(Number);
  const day = new Date(Date.UTC(parts[0]!, (parts[1] ?? 1) - 1, parts[2] ?? 1));
  return new Intl.DateTimeFormat(locale, { ...DATES[parts.length - 1], timeZone: 'UTC' }).format(day);
}

const lists = new Intl.ListFormat(language, { type: 'conjunction' });
export const listed = (texts: string[]) => lists.format(texts);

const plurals = new Intl.PluralRules(language);
/** "1 opener", "2 openers". */
export const plural = (number: number, one: string, other: string) =>
  `${count(number)} ${plurals.select(number) === 'one' ? one : other}`;
