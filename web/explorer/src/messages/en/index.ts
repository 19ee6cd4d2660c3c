import { home } from './home.ts';
import { parts } from './parts.ts';
import { shell } from './shell.ts';

/** What the page says in English. Other languages say the same: their type is this one. */
export const messages = { undated: 'undated', shell, parts, home };
export type Messages = typeof messages;
