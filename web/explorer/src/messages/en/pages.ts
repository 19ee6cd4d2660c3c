/** What the pages of organisations, markets, corridors and the data say. */
export const pages = {};
