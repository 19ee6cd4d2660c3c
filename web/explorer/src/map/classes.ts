/** How a market stands on a map: the asker's own, by the tier of its best door opener, by none there, or only marked. */
export const STANDINGS = ['own', 'strong', 'moderate', 'weak', 'none', 'marked'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What a map tells of one market: how it stands, and the same in words, as its list entry has it. */
export type Told = { standing: Standing; words: string; /** Whether it stands back behind what is opened. */ isDim?: boolean };
