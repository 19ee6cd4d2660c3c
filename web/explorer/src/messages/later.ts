/** What the pages say that are fetched when they are opened, in the reader's language: the first page waits for none of it. */
import { language } from '../language.ts';

const { pages } = await (language === 'de' ? import('./de/pages.ts') : import('./en/pages.ts'));
export const said = pages;
