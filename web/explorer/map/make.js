// Draws src/map/world.svg from Natural Earth's countries as world-atlas ships them: `npm run map`.
// One path or circle a market, its code the id; land that is no market of its own has none.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoArea, geoCentroid, geoContains, geoEqualEarth, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';
import { drawn } from './path.js';
import { APART, FRAMES, NOT_DRAWN, PLACES } from './places.js';

const WIDTH = 2000;
const RADIUS = 5;
// Square degrees of the smallest bend that is kept, and by how much a line may be bent less than the projection bends it.
const BEND = 0.03;
const PRECISION = 1;

const load = createRequire(import.meta.url);
const codes = JSON.parse(readFileSync(new URL('codes.json', import.meta.url), 'utf8'));

function countries(scale) {
  const atlas = load(`world-atlas/countries-${scale}.json`);
  const topology = scale === '110m' ? simplify(presimplify(atlas), BEND) : atlas;
  return feature(topology, atlas.objects.countries).features;
}

const codeOf = (country) => codes[country.id] ?? (country.properties.name === 'Kosovo' ? 'XK' : undefined);

const polygons = ({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates);

const one = (coordinates) => ({ type: 'Polygon', coordinates });

// Land that is a market of its own, taken out of the country as part of which Natural Earth draws it.
function apart(country) {
  const code = codeOf(country);
  const shares = new Map([[code, []]]);
  for (const polygon of polygons(country.geometry)) {
    const own = APART.find((each) => each.of === code && geoContains(one(polygon), PLACES[each.code]));
    const to = own?.code ?? code;
    shares.set(to, [...(shares.get(to) ?? []), polygon]);
  }
  return [...shares].map(([to, coordinates]) => ({ code: to, shape: { type: 'MultiPolygon', coordinates } }));
}

const middle = (geometry) =>
  geoCentroid(polygons(geometry).map(one).sort((a, b) => geoArea(b) - geoArea(a))[0]);

function placesOfSmall() {
  const places = new Map();
  for (const scale of ['10m', '50m']) {
    for (const country of countries(scale)) places.set(codeOf(country), middle(country.geometry));
  }
  return new Map([...places, ...Object.entries(PLACES)]);
}

const projection = geoEqualEarth().precision(PRECISION).rotate([-11, 0]).fitWidth(WIDTH, { type: 'Sphere' });
const path = geoPath(projection);

function world() {
  const shapes = countries('110m').flatMap(apart).filter(({ code }) => !NOT_DRAWN.includes(code));
  const large = new Set(shapes.map(({ code }) => code).filter(Boolean));
  const lines = shapes
    .sort((a, b) => ((a.code ?? '') < (b.code ?? '') ? -1 : 1))
    .map(({ code, shape }) => `<path${code ? ` id="${code}"` : ''} d="${drawn(path(shape))}"/>`);
  const places = placesOfSmall();
  for (const code of [...new Set(Object.values(codes)), 'XK'].sort()) {
    if (large.has(code) || NOT_DRAWN.includes(code)) continue;
    if (!places.has(code)) throw new Error(`${code}: no place is known; add it to places.js`);
    const [x, y] = projection(places.get(code)).map(Math.round);
    lines.push(`<circle id="${code}" cx="${x}" cy="${y}" r="${RADIUS}"/>`);
  }
  return lines;
}

function frame({ id, west, south, east, north }) {
  const at = [[west, north], [east, north], [west, south], [east, south], [west, 0], [east, 0]]
    .filter(([, latitude]) => latitude <= north && latitude >= south)
    .map((place) => projection(place).map(Math.round));
  const [xs, ys] = [at.map(([x]) => x), at.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return `<view id="${id}" viewBox="${left} ${top} ${Math.max(...xs) - left} ${Math.max(...ys) - top}"/>`;
}

const frames = FRAMES.map(frame);
const whole = frames[0].match(/viewBox="[^"]+"/)[0];
const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${whole}>\n${[...frames, ...world()].join('\n')}\n</svg>\n`;
writeFileSync(new URL('../src/map/world.svg', import.meta.url), svg);
