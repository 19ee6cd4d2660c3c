export const whereTo = {
  title: 'Where can you go?',
  for: (who: string) => `The best door of every market, for ${who}:`,
  summary: (strong: number, moderate: number, weak: number, blank: number) =>
    `${strong} strong, ${moderate} moderate, ${weak} weak, ${blank} without a door.`,
  inexact: 'A search was cut short: some markets may have a better door.',
  own: 'your own market', none: 'nobody there: only agencies at home, or no door',
  onlyHome: 'only agencies at home', noDoor: 'no door opener known',
  map: 'Map of the world by the best door of each market. The table beside it says the same.',
  table: 'Every market, its best door opener, and how good it is',
  market: 'Market', score: 'Score', opener: 'Best door opener',
  sort: 'Sort by', order: { score: 'best door first', market: 'name of the market', steps: 'fewest steps', openers: 'most door openers' },
  steps: (count: string, one: boolean) => (one ? '1 step' : `${count} steps`), others: (count: string) => `${count} more`,
  filter: 'Only markets whose name has',
  all: (count: string) => `Show all ${count} markets`, some: 'Show fewer',
  blank: (count: string) => `Without a door: ${count}`, blankMore: (count: string) => `${count} more`,
  home: (count: string) => `Nobody there, only your agencies at home: ${count}`,
};
