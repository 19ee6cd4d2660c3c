import type { common as said } from '../en/common.ts';
import { map } from './map.ts';
import { record } from './record.ts';

export const common: typeof said = { map, record };
