import type { data as said } from '../en/data.ts';

export const data: typeof said = {
  title: 'Über die Daten',
  fresh: (revision, asOf, built) => `Fassung ${revision}, Stand ${asOf}; bereitgestellt am ${built}.`,
  sources: 'Quellen und Lizenzen',
  source: (publisher, licence, day) => `${publisher} · ${licence} · gelesen am ${day}`,
  pages: 'Jede Angabe nennt die Seite, auf der sie zu lesen ist, und, wo das vermerkt ist, wann diese gelesen wurde. Über Personen wird nichts verzeichnet.',
  counts: 'Was verzeichnet ist',
  what: {
    organisation: 'Organisationen', context: 'Projekte, Veranstaltungen, Programme', corridor: 'Korridore, Wirtschaftsräume, Regionen', sector: 'Branchen',
    priority: 'strategische Schwerpunkte', service: 'Leistungen', estimate: 'veröffentlichte Schätzungen', market: 'Märkte', relation: 'Relationen',
    statement: 'Aussagen von Quellen', tie: 'Beziehungen',
  },
  sure: 'Wie sicher eine Angabe ist',
  confidence: {
    verified: 'Dort gelesen, wo die Quelle es sagt.', imported: 'So steht es in der Datei eines Herausgebers.',
    recalled: 'Allgemeinwissen, das niemand an einer Quelle bestätigt hat. Es zählt weniger und ist überall gekennzeichnet.',
    inferred: 'Es folgt aus anderen Angaben.',
  },
  scores: 'Wie Werte zustande kommen',
  how: [
    'Eine Relation zählt mit ihrem Grundwert, weniger mit dem Alter, weniger ohne Bestätigung und weniger, wenn sehr viele sie teilen.',
    'Alle Relationen zweier Organisationen zusammen ergeben ihre Beziehung: Deren Stärke sagt, was eine Vorstellung wert ist, höchstens 0,95.',
    'Ein Weg ist das Produkt seiner Schritte. Ohne andere Angabe hat er höchstens drei.',
    'Der Wert eines Türöffners ist Weg × Präsenz im Markt × Passung von Branche und Leistung. Stark ab 0,30, mittel ab 0,10, darunter schwach.',
    'Büros, offizielle Anlaufstellen und zuständige Agenturen brauchen keine Vermittlung: Was sie wert sind, folgt aus ihrer Aufgabe.',
    'Die Zahlen sind Schätzungen von Fachleuten. Sie sind noch nicht an wirklichen Vermittlungen kalibriert.',
  ],
  worths: 'Was eine Relation wert ist', kind: 'Relation', base: 'Grundwert', halfLife: 'Halb so viel nach', does: 'Was sie bewirkt',
  never: 'verblasst nicht', years: (count) => `${count} Jahren`,
  world: 'Welt: verzeichnete Cluster neben veröffentlichten Schätzungen', europe: 'Europa: verzeichnete Cluster neben veröffentlichten Schätzungen',
  blank: (blank, all) => `In ${blank} von ${all} Märkten ist kein Cluster verzeichnet.`,
  files: 'Der ganze Graph als Datei',
  forAnalysts: 'Für Gephi, networkx, igraph, pandas, polars, DuckDB und rdflib; mit Zeitangaben, Quellen und Lizenzen.',
  layers: {
    relations: 'Was der Fall ist', ties: 'Was Vermittlungen wert sind', statements: 'Was jede Quelle sagt',
  },
  correct: 'Eine Angabe berichtigen',
  correcting: [
    'Jede Angabe zeigt ihre Quelle und die Zeile darin. Nennen Sie dem Betreiber dieses Servers die Zeile und eine öffentliche Seite, die es anders sagt.',
    'Oder laden Sie Ihre eigene Datei: Was Ihre Quelle sagt, steht neben dem, was andere sagen, und wird als Ihres genannt.',
    'Was eine Quelle nicht mehr sagt, wird zurückgezogen, nie überschrieben.',
  ],
  map: 'Karten',
};
