/** Markets that are drawn nowhere; the page says so. */
export const NOT_DRAWN = ['AQ'];

/** Longitude and latitude, to a degree, of markets that Natural Earth draws as parts of others. */
export const PLACES = {
  BQ: [-68.3, 12.2],
  BV: [3.4, -54.4],
  CC: [96.8, -12.2],
  CX: [105.7, -10.5],
  GF: [-53, 4],
  GP: [-61.5, 16.2],
  MQ: [-61, 14.7],
  RE: [55.5, -21.1],
  SJ: [16, 78.5],
  TK: [-172, -9.2],
  YT: [45.2, -12.8],
};

/** Those that are large enough to be drawn, and as part of which market Natural Earth has them. */
export const APART = [
  { code: 'GF', of: 'FR' },
  { code: 'SJ', of: 'NO' },
];

/** What each fixed view shows: degrees. The first one is the whole. */
export const FRAMES = [
  { id: 'world', west: -168, south: -56, east: 190, north: 83 },
  { id: 'europe', west: -25, south: 34, east: 46, north: 72 },
  { id: 'asia-pacific', west: 58, south: -48, east: 190, north: 55 },
  { id: 'americas', west: -165, south: -56, east: -30, north: 72 },
  { id: 'africa', west: -20, south: -36, east: 62, north: 38 },
];
