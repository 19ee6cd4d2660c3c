export const map = {
  frames: 'Part of the world shown',
  frame: {
    world: 'World', europe: 'Europe', 'asia-pacific': 'Asia and the Pacific', americas: 'Americas', africa: 'Africa',
  } as Record<string, string>,
  missing: 'The map could not be fetched. The list says the same.',
  borders: 'Outlines and borders are those of Natural Earth (public domain), and no statement of ours. Small countries are circles; Antarctica is not drawn.',
  key: 'Key',
  way: 'Map of where those on the ways are. The list names the country of each.',
  asker: 'who asks', target: 'where to', between: 'on the way', elsewhere: 'on other ways',
};
