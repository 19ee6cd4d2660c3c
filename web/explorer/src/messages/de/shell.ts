import type { shell as said } from '../en/shell.ts';

export const shell: typeof said = {
  skip: 'Zum Inhalt springen',
  search: 'Organisation, Land oder Korridor finden',
  language: 'Sprache',
  data: 'Über die Daten und ihre Quellen',
  api: 'Für Programme: die Schnittstelle',
  licence: 'Lizenz: Apache-2.0',
  promise: 'Keine Cookies, keine Nachverfolgung, keine personenbezogenen Daten. Jede Angabe hat ihre Quelle.',
  english: 'Sätze aus den Daten, Namen der Branchen und Papiere sind bisher auf Englisch.',
  notFound: 'Diese Seite gibt es nicht',
  toHome: 'Stattdessen eine Frage stellen',
};
