/** What the pages of organisations, markets and corridors say. */
import { language } from '../language.ts';
import { addSaid } from './later.ts';

const { pages } = await (language === 'de' ? import('./de/pages.ts') : import('./en/pages.ts'));
addSaid(pages);
