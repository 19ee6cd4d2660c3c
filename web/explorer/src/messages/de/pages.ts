import type { pages as said } from '../en/pages.ts';

export const pages: typeof said = {};
