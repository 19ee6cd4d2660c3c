import type { map as said } from '../en/map.ts';

export const map: typeof said = {
  frames: 'Gezeigter Teil der Welt',
  frame: { world: 'Welt', europe: 'Europa', 'asia-pacific': 'Asien und Pazifik', americas: 'Amerika', africa: 'Afrika' },
  missing: 'Die Karte konnte nicht geladen werden. Die Liste sagt dasselbe.',
  borders: 'Umrisse und Grenzen stammen von Natural Earth (gemeinfrei) und sind keine Aussage von uns. Kleine Länder sind Kreise; die Antarktis ist nicht gezeichnet.',
  key: 'Legende',
  way: 'Karte der Orte, an denen die Beteiligten der Wege sitzen. Die Liste nennt das Land von jedem.',
  asker: 'wer fragt', target: 'wohin', elsewhere: 'auf anderen Wegen', between: 'auf dem Weg',
};
