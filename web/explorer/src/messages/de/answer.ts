import { listed, plural } from '../../language.ts';
import type { answer as said } from '../en/answer.ts';

export const answer: typeof said = {
  title: 'Türöffner',
  incomplete: 'Die Frage ist noch nicht vollständig',
  heading: (n, exact, to) =>
    n === 0 ? `Kein Türöffner: ${to}` : `${exact ? '' : 'Mindestens '}${plural(n, 'Türöffner', 'Türöffner')}: ${to}`,
  line: (asker, day, revision) => `für ${asker} · Stand ${day} · Fassung ${revision} der Daten`,
  outsider: (country) => `eine nicht verzeichnete Organisation (${country})`,
  unconfirmed: 'aus allgemeinem Wissen, unbestätigt',
  steps: (n) => plural(n, 'Schritt', 'Schritte'),
  weakest: (name, strength) => `am schwächsten: zu ${name} (${strength})`,
  evidence: (day) => `Belege von ${day}`,
  evidenceFrom: (oldest, newest) => `Belege von ${oldest} bis ${newest}`,
  with: (names) => `gemeinsam mit ${listed(names)}`,
  theWay: 'Der Weg, Schritt für Schritt',
  restsOn: (n) => (n ? plural(n, 'Angabe', 'Angaben') : 'keine Beziehung verzeichnet'),
  presence: 'Warum es dort als vertreten gilt',
  otherWays: 'Andere Wege',
  noOther: 'Ein anderer Weg ist nicht bekannt.',
  fallback: 'Falls das misslingt: ein Weg über niemanden davon',
  noFallback: 'Es gibt keinen.',
  product: (all, route, presence, fit) =>
    `Wert ${all} = Weg ${route} × Präsenz ${presence} × Eignung ${fit}. Diese Zahlen sind Schätzungen von Fachleuten.`,
  requestTitle: 'Um diese Vermittlung bitten',
  request: (asker, way, target, link) =>
    way.length === 1
      ? `Guten Tag,\n\nwir, ${asker}, suchen einen Zugang zu Ihrem Markt und möchten gern mit Ihnen (${target}) sprechen. ` +
        `Wie wir auf Sie gekommen sind, mit Quellen: ${link}\n\nMit freundlichen Grüßen`
      : `Guten Tag,\n\nwir, ${asker}, möchten ${target} kennenlernen. ` +
        `Der Weg, den wir sehen: ${way.join(' → ')}. Könnten Sie (${way[0]}) uns beim ersten Schritt helfen?\nWarum wir das meinen, mit Quellen: ${link}\n\nMit freundlichen Grüßen`,
  copyText: 'Diesen Text kopieren',
  copied: 'Kopiert.',
  diagnosis: 'Warum es keine bessere Antwort gibt',
  allowSteps: (n) => `${plural(n, 'Vermittlung', 'Vermittlungen')} erlauben`,
  relax: (text) => `Fragen ohne: ${text}`,
  constraint: {
    avoid: 'wer auszulassen ist', via: 'über wen', viaInOrder: 'über wen, der Reihe nach', minStrength: 'geringste Stärke',
    publicAnchor: 'nur öffentliche Organisationen', maxSteps: 'die Grenze der Vermittlungen',
  },
  tryTie: (one, other) => `Eine Beziehung zwischen ${one} und ${other} annehmen`,
  askArea: (name) => `Stattdessen nach ${name} fragen`,
  missingTie: (name, score) => `Die Beziehung, die am meisten hülfe, führt zu ${name}, mit einem Wert von ${score}:`,
  notInList: 'Nicht in dieser Liste',
  yourself: 'Was Sie dort selbst tun',
  toMeet: 'Wem Sie dort außerdem vorgestellt werden könnten',
  frontDoors: 'Wem außerdem jeder schreiben darf',
  past: 'Wessen Präsenz dort beendet ist',
  until: (day) => `war dort bis ${day}`,
  untilUnknown: 'war dort; bis wann, sagt niemand',
  pastMore: (n) => `Und ${plural(n, 'andere', 'andere')}.`,
  belowFloor: (n) => `${plural(n, 'Türöffner ist', 'Türöffner sind')} zu schwach, um gezeigt zu werden.`,
  completeTo: (n) => `Die Suche wurde abgebrochen: Die Liste ist bis zu ${plural(n, 'Schritt', 'Schritten')} vollständig.`,
  copyLink: 'Link kopieren',
  pack: 'Belegmappe, zum Drucken',
  csv: 'Tabelle (CSV)',
  pictureOf: (what, asker) => `Bild der Wege von ${asker}: ${what}. Die Liste sagt dasselbe.`,
  pictureKey: 'Je breiter die Linie, desto stärker der Schritt; gestrichelt: ein Auftrag, keine Beziehung; gepunktet: nur aus allgemeinem Wissen.',
  pictureAlone: 'Nur das Bild',
  sides: 'Was gezeigt wird',
  side: { list: 'Liste', picture: 'Bild' },
};
