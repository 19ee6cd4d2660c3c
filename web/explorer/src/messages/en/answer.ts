import { listed, plural } from '../../language.ts';

export const answer = {
  title: 'Door openers',
  incomplete: 'The question is not complete yet',
  heading: (n: number, exact: boolean, to: string) =>
    n === 0 ? `No door opener to ${to}` : `${exact ? '' : 'At least '}${plural(n, 'door opener', 'door openers')} to ${to}`,
  line: (asker: string, day: string, revision: number) => `for ${asker} · as of ${day} · revision ${revision} of the data`,
  outsider: (country: string) => `one who is not listed, in ${country}`,
  unconfirmed: 'recalled, unconfirmed',
  steps: (n: number) => plural(n, 'step', 'steps'),
  weakest: (name: string, strength: string) => `weakest: to ${name} (${strength})`,
  evidence: (day: string) => `evidence of ${day}`,
  evidenceFrom: (oldest: string, newest: string) => `evidence of ${oldest} to ${newest}`,
  with: (names: string[]) => `together with ${listed(names)}`,
  theWay: 'The way, step by step',
  restsOn: (n: number) => (n ? plural(n, 'fact', 'facts') : 'no tie recorded'),
  presence: 'Why it counts as being there',
  otherWays: 'Other ways',
  noOther: 'No other way is known.',
  fallback: 'If that fails: a way that shares nobody',
  noFallback: 'There is none.',
  product: (all: string, route: string, presence: string, fit: string) =>
    `Score ${all} = way ${route} × presence ${presence} × fit ${fit}. These numbers are expert estimates.`,
  requestTitle: 'Ask for this introduction',
  request: (asker: string, way: string[], target: string, link: string) =>
    way.length === 1
      ? `Dear colleagues at ${target},\n\nWe, ${asker}, are looking for a way into your market and would like to talk to you. ` +
        `How we came to you, with sources: ${link}\n\nKind regards`
      : `Dear colleagues at ${way[0]},\n\nWe, ${asker}, would like to be introduced to ${target}. ` +
        `The way that we see: ${way.join(' → ')}. Could you help us with the first step?\nWhy we think so, with sources: ${link}\n\nKind regards`,
  copyText: 'Copy this text',
  copied: 'Copied.',
  diagnosis: 'Why there is no better answer',
  allowSteps: (n: number) => `Allow ${plural(n, 'introduction', 'introductions')}`,
  relax: (text: string) => `Ask without: ${text}`,
  constraint: {
    avoid: 'whom to leave out', via: 'through whom', viaInOrder: 'through whom, in order', minStrength: 'least strength',
    publicAnchor: 'public organisations only', maxSteps: 'the bound on introductions',
  },
  tryTie: (one: string, other: string) => `Try a tie between ${one} and ${other}`,
  askArea: (name: string) => `Ask for ${name} instead`,
  missingTie: (name: string, score: string) => `The tie that would help most leads to ${name}, with a score of ${score}:`,
  notInList: 'Not in this list',
  yourself: 'What you do there yourself',
  toMeet: 'Whom else you could be introduced to there',
  frontDoors: 'Who else may be written to by anybody',
  past: 'Whose presence there has ended',
  until: (day: string) => `was there until ${day}`,
  untilUnknown: 'was there; nobody says until when',
  pastMore: (n: number) => `And ${plural(n, 'other', 'others')}.`,
  belowFloor: (n: number) => `${plural(n, 'door opener is', 'door openers are')} too weak to be shown.`,
  completeTo: (n: number) => `The search was cut short: the list is complete up to ${plural(n, 'step', 'steps')}.`,
  copyLink: 'Copy link',
  pack: 'Evidence pack, to print',
  csv: 'Table (CSV)',
  pictureOf: (what: string, asker: string) => `Picture of the routes from ${asker}: ${what}. The list says the same.`,
  pictureKey: 'The wider a line, the stronger the step; dashed: a mandate, no tie; dotted: only recalled.',
  pictureAlone: 'Picture alone',
  sides: 'What is shown',
  side: { list: 'List', picture: 'Picture' },
};
