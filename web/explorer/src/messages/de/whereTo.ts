import type { whereTo as said } from '../en/whereTo.ts';

export const whereTo: typeof said = {
  title: 'Wohin kommen Sie?',
  for: (who) => `Die beste Tür in jedem Markt, für ${who}:`,
  summary: (strong, moderate, weak, blank) => `${strong} stark, ${moderate} mittel, ${weak} schwach, ${blank} ohne Tür.`,
  inexact: 'Eine Suche wurde abgekürzt: Manche Märkte haben vielleicht eine bessere Tür.',
  own: 'Ihr eigener Markt', none: 'niemand vor Ort: nur Agenturen im eigenen Land oder keine Tür',
  onlyHome: 'nur Agenturen im eigenen Land', noDoor: 'kein Türöffner bekannt',
  map: 'Weltkarte nach der besten Tür jedes Marktes. Die Tabelle daneben sagt dasselbe.',
  table: 'Jeder Markt, sein bester Türöffner und wie gut er ist',
  market: 'Markt', score: 'Wert', opener: 'Bester Türöffner',
  sort: 'Sortieren', order: { score: 'beste Tür zuerst', market: 'Name des Marktes', steps: 'wenigste Schritte', openers: 'meiste Türöffner' },
  steps: (count, one) => (one ? '1 Schritt' : `${count} Schritte`), others: (count) => `${count} weitere`,
  filter: 'Nur Märkte, deren Name enthält',
  all: (count) => `Alle ${count} Märkte zeigen`, some: 'Weniger zeigen',
  blank: (count) => `Ohne Tür: ${count}`, blankMore: (count) => `${count} weitere`,
  home: (count) => `Niemand vor Ort, nur Ihre Agenturen im eigenen Land: ${count}`,
};
