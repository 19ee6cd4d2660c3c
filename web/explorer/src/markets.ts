/** Markets by code, as the model has them: ISO 3166-1 alpha-2, with Kosovo as XK. A test holds them to the model's. */
import spellings from './generated/spellings.json';
import { country } from './language.ts';

export const MARKETS = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC ' +
  'CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD ' +
  'GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH ' +
  'KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW ' +
  'MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC ' +
  'SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY ' +
  'UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'
).split(' ');

/** Without accents and case: what is typed is compared so. */
export const folded = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

export interface Place {
  id: string;
  label: string;
  /** Other texts by which it is found. */
  also: string[];
  /** What people write for it, such as UK. */
  usual?: string[];
}

const usual: Record<string, string[] | undefined> = spellings;
const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
let all: Place[] = [];
/** All markets by name in the reader's language; found by code, English name and what people write too. */
export function markets(): Place[] {
  if (!all.length) {
    all = MARKETS.map((code) => ({ id: code, label: country(code), also: [code, english.of(code) ?? code], usual: usual[code] ?? [] }));
    all.sort((a, b) => a.label.localeCompare(b.label));
  }
  return all;
}

const words = (text: string) => ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')}`;

/** Those that a text may mean: by code or name, by their first words, by their beginning, by the beginning of a word, by that of what people write. */
export function matching<Found extends Place>(places: Found[], typed: string, most: number): Found[] {
  const text = folded(typed);
  if (!text) return places.slice(0, most);
  const rank = ({ label, also, usual = [] }: Place) => {
    const [texts, written] = [[label, ...also].map(folded), usual.map(folded)];
    if ([...texts, ...written].includes(text)) return 0;
    if (texts.some((one) => `${words(one)} `.startsWith(`${words(text)} `))) return 1;
    if (texts.some((one) => one.startsWith(text))) return 2;
    if (texts.some((one) => words(one).includes(words(text)))) return 3;
    return written.some((one) => one.startsWith(text)) ? 4 : 9;
  };
  return places
    .map((place) => [rank(place), place] as const)
    .filter(([rank]) => rank < 9)
    .sort(([a], [b]) => a - b)
    .slice(0, most)
    .map(([, place]) => place);
}
