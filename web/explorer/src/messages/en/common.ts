import { map } from './map.ts';
import { record } from './record.ts';

/** What pages with maps, and those of organisations, markets, corridors and the data, have in common. */
export const common = { map, record };
