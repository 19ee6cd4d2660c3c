/**
 * The question in an address. `/ask`, `/route.svg`, `/pack` and `/answer.csv` read the same names; what only the page
 * reads (VIEW) is left out of what the server is asked for.
 */
import type { RelationKindName } from './generated/changes.ts';
import type { AskerInput, OrganisationKind, RouteConstraints } from './generated/openers.ts';
import { language, languageSaid } from './language.ts';

/** Who asks what. Empty texts and lists say nothing. */
export interface Question {
  market: string;
  corridor: string;
  /** Ids of organisations that ask. */
  from: string[];
  /** One who is not listed asks: where it is based (a code), and what is known of it. */
  country: string;
  region: string;
  kind: string;
  sectors: string[];
  knows: string[];
  sector: string;
  asOf: string;
  maxSteps: string;
  minStrength: string;
  avoid: string[];
  via: string[];
  viaInOrder: string[];
  publicAnchor: string;
  first: string;
}

/** How the page shows it: nothing of this changes the answer. */
export interface View {
  /** Id of the opener that is open. */
  open: string;
  compare: string[];
  /** An earlier day to compare with. */
  since: string;
  /** Relations that are only tried, `KIND,FROM,TO` each. */
  add: string[];
  /** Of a copied link: revision, digest of the answer, ids of the openers listed. */
  rev: string;
  digest: string;
  seen: string[];
  lang: string;
}

export const FIRST = 25;
/** Lists that repeat their name in an address, since values may hold commas; the others are one text with commas. */
const REPEATED = new Set(['from', 'avoid', 'via', 'add']);
const NO_QUESTION: Question = {
  market: '', corridor: '', from: [], country: '', region: '', kind: '', sectors: [], knows: [], sector: '', asOf: '',
  maxSteps: '', minStrength: '', avoid: [], via: [], viaInOrder: [], publicAnchor: '', first: '',
};
const NO_VIEW: View = { open: '', compare: [], since: '', add: [], rev: '', digest: '', seen: [], lang: '' };

function read<Said extends object>(search: string, nothing: Said): Said {
  const said = new URLSearchParams(search);
  const parts = Object.entries(nothing).map(([name, none]) => {
    if (!Array.isArray(none)) return [name, said.get(name)?.trim() ?? ''];
    const values = REPEATED.has(name) ? said.getAll(name) : said.getAll(name).flatMap((text) => text.split(','));
    return [name, [...new Set(values.map((value) => value.trim()).filter(Boolean))]];
  });
  return Object.fromEntries(parts) as Said;
}

export const readQuestion = (search: string): Question => read(search, NO_QUESTION);
export const readView = (search: string): View => read(search, NO_VIEW);

function written(said: object): string[] {
  return Object.entries(said).flatMap(([name, value]: [string, string | string[]]) => {
    const values = Array.isArray(value) ? (REPEATED.has(name) ? value : [value.join(',')]) : [value];
    return values.filter(Boolean).map((text) => `${name}=${encodeURIComponent(text).replaceAll('%2C', ',')}`);
  });
}

/** An address of this server, with the language if the reader chose one. */
export function address(path: string, ...said: object[]): string {
  const parts = [...said.flatMap(written), ...(languageSaid ? [`lang=${language}`] : [])];
  return parts.length ? `${path}?${parts.join('&')}` : path;
}

/** The address of an answer. A changed question shows nothing of the former view. */
export const askAddress = (question: Partial<Question>, view: Partial<View> = {}) =>
  address('/ask', question, { ...view, lang: '' });

/** What the server draws or writes for a question, and for what is only tried. */
export function paper(path: '/route.svg' | '/pack' | '/answer.csv', question: Question, add: string[] = []): string {
  return `${path}?${written({ ...question, add }).join('&')}`;
}

/** A relation that is only tried, as an address has it. */
export const addition = (kind: RelationKindName, source: string, target: string) => [kind, source, target].join(',');

export const hasAsker = (question: Question) => question.from.length > 0 || question.country !== '';
export const hasTarget = (question: Question) => question.market !== '' || question.corridor !== '';
export const isOutsider = (question: Question) => question.from.length === 0 && question.country !== '';

/** Who asks, as the API reads it. */
export function askers(question: Question): AskerInput[] {
  if (question.from.length) return question.from.map((id) => ({ id }));
  const { country, region, sectors, knows, kind } = question;
  return [{ outsider: { country, region: region || null, sectors, knows, kind: (kind || null) as OrganisationKind | null } }];
}

/** What routes must keep to, as the API reads it. */
export function constraints(question: Question): RouteConstraints {
  const { maxSteps, minStrength, avoid, via, viaInOrder, publicAnchor, asOf } = question;
  return {
    ...(maxSteps && { maxSteps: Number(maxSteps) }),
    ...(minStrength && { minStrength: Number(minStrength) }),
    ...(avoid.length && { avoid }),
    ...(via.length && { via }),
    ...(viaInOrder.length && { viaInOrder }),
    ...(publicAnchor && { publicAnchor: publicAnchor === 'true' || publicAnchor === '1' }),
    ...(asOf && { asOf }),
  };
}

/** A question as variables of the documents that ask it. */
export function variables(question: Question) {
  const { market, corridor, sector, first } = question;
  return {
    from: askers(question),
    market: market || null,
    corridor: corridor || null,
    sector: sector || null,
    constraints: constraints(question),
    first: first ? Number(first) : FIRST,
  };
}
