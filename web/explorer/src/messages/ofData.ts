/** What the page about the data says. */
import { language } from '../language.ts';
import { addSaid } from './later.ts';

addSaid(await (language === 'de' ? import('./de/data.ts') : import('./en/data.ts')));
