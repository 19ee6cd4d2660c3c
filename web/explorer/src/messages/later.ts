/** What is said beyond the first pages, in the reader's language: in common, and of each page once its own module is there. */
import { language } from '../language.ts';
import type { data } from './en/data.ts';
import type { pages } from './en/pages.ts';
import type { whereTo } from './en/whereTo.ts';

const { common } = await (language === 'de' ? import('./de/common.ts') : import('./en/common.ts'));
type Own = typeof pages & { data: typeof data; whereTo: typeof whereTo };
export const said = { ...common } as typeof common & Own;
export const addSaid = (more: Partial<Own>) => void Object.assign(said, more);
