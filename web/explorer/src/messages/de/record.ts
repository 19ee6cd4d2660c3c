import type { record as said } from '../en/record.ts';

export const record: typeof said = {
  moreSources: (count) => (count === 1 ? '1 weitere Quelle' : `${count} weitere Quellen`),
  who: 'Wer fragt?', you: 'Sie', another: 'Für jemand anderen fragen',
  doors: (where) => `Wer öffnet Ihnen Türen nach ${where}?`,
  doorsWho: 'Nennen Sie Ihre Organisation: Es zählen ihre eigenen Beziehungen und was sie ohne Vermittlung nutzen darf.',
  doorsFor: (where, who) => `Wer ${who} Türen nach ${where} öffnet`,
  wholeAnswer: (count) => `Die ganze Antwort: ${count} Türöffner`,
  routes: (who) => `Wege zu ${who} finden`,
  routesWho: 'Nennen Sie Ihre Organisation und sehen Sie, wer Sie vorstellen könnte.',
  routesFrom: (to, from) => `Wege von ${from} zu ${to}`,
  strength: 'Stärke',
  rest: (count) => `Weitere verzeichnete: ${count}.`,
  counted: (now, past, pastSaid) => (past ? `${now} und ${pastSaid} vergangene` : now),
  inherited: (who) => `Vom Vorgänger ${who}.`,
  cite: 'Diese Seite zitieren', copy: 'Kopieren',
  citation: (name, revision, day, address) => `„${name}“. OpenDoors, Fassung ${revision}, Stand ${day}. ${address}`,
  held: 'Verzeichnete Cluster neben veröffentlichten Schätzungen',
  holding: (held, unconfirmed, untied) =>
    `Verzeichnet sind ${held} bestehende Clusterorganisationen. Bei ${unconfirmed} ist der Sitz nur Allgemeinwissen oder abgeleitet; ${untied} haben keine verzeichnete Beziehung.`,
  noneHeld: 'Es ist keine bestehende Clusterorganisation verzeichnet.',
  noEstimate: 'Es ist keine veröffentlichte Schätzung bekannt.',
  share: (share) => `verzeichnet: ${share} davon`,
};
