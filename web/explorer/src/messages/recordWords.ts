/** What the model's words are called that only pages of organisations, markets, corridors and the data show. */
import { addWords, language } from '../language.ts';

const { default: list } = await (language === 'de'
  ? import('../generated/words.de.records.json')
  : import('../generated/words.en.records.json'));
addWords(list);
