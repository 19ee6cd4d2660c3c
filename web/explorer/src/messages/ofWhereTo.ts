/** What the map and table of all markets say. */
import { language } from '../language.ts';
import { addSaid } from './later.ts';

addSaid(await (language === 'de' ? import('./de/whereTo.ts') : import('./en/whereTo.ts')));
