import * as german from '../../explorer/src/generated/words.de.json';
import * as english from '../../explorer/src/generated/words.en.json';

/** A score, as it is written in a language. */
const score = (tag: string) => {
  const format = new Intl.NumberFormat(tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (value: number): string => format.format(value);
};

/** All words of the component, in each of its languages. Sentences of the server are in English. */
const en = {
  question: 'Who can open a door for you?',
  market: 'Market',
  choose: 'Choose a market',
  asker: 'Who asks',
  typing: 'Begin to type the name of your organisation or cluster',
  found: (count: number) => (count === 0 ? 'Nothing found.' : count === 1 ? 'One result.' : `${count} results.`),
  notListed: 'I am not listed',
  ask: 'Ask',
  waiting: 'Searching …',
  openers: (count: number, market: string, name: string) =>
    `${count === 1 ? 'One door opener' : `${count} door openers`} to ${market} for ${name}`,
  none: (market: string, name: string) => `No door opener to ${market} for ${name}`,
  groups: english.OpenerGroup,
  tier: english.Tier,
  score: score('en'),
  confidence: english.Confidence,
  unconfirmed: 'rests on what is unconfirmed',
  steps: 'Steps and sources',
  presence: 'Who says that it is there:',
  read: (day: string) => `read ${day}`,
  more: 'All of it, with evidence',
  asOf: (day: string) => `As of ${day}`,
  failed: 'OpenDoors cannot be reached. Please try again later.',
  again: 'Try again',
};

export type Words = typeof en;

const de: Words = {
  question: 'Wer kann Ihnen eine Tür öffnen?',
  market: 'Markt',
  choose: 'Markt wählen',
  asker: 'Wer fragt',
  typing: 'Beginnen Sie den Namen Ihrer Organisation oder Ihres Clusters zu tippen',
  found: (count) => (count === 0 ? 'Nichts gefunden.' : count === 1 ? 'Ein Treffer.' : `${count} Treffer.`),
  notListed: 'Ich bin nicht aufgeführt',
  ask: 'Fragen',
  waiting: 'Es wird gesucht …',
  openers: (count, market, name) => `${count === 1 ? 'Ein Türöffner' : `${count} Türöffner`} für ${name}: ${market}`,
  none: (market, name) => `Kein Türöffner für ${name}: ${market}`,
  groups: german.OpenerGroup,
  tier: german.Tier,
  score: score('de'),
  confidence: german.Confidence,
  unconfirmed: 'beruht auf Unbestätigtem',
  steps: 'Schritte und Quellen',
  presence: 'Wer sagt, dass es dort vertreten ist:',
  read: (day) => `gelesen ${day}`,
  more: 'Alles, mit Belegen',
  asOf: (day) => `Stand ${day}`,
  failed: 'OpenDoors ist nicht zu erreichen. Bitte versuchen Sie es später noch einmal.',
  again: 'Noch einmal',
};

export type Language = 'en' | 'de';

/** The language of a tag such as `de-AT`; English for those that the component does not speak. */
export function languageOf(tag: string): Language {
  return /^de\b/i.test(tag) ? 'de' : 'en';
}

export const WORDS: Record<Language, Words> = { en, de };
