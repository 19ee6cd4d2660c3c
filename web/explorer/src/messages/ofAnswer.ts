/** What the page of an answer says, in the reader's language. */
import { addMessages, language } from '../language.ts';

addMessages(await (language === 'de' ? import('./de/answer.ts') : import('./en/answer.ts')));
