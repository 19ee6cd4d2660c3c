import type { Messages } from '../en/index.ts';
import { home } from './home.ts';
import { parts } from './parts.ts';
import { shell } from './shell.ts';

/** Was die Seite auf Deutsch sagt. */
export const messages: Messages = { undated: 'ohne Datum', shell, parts, home };
