import address from './world.svg?no-inline';

/** A market's outline, or a circle where it is too small for one; land that is no market has no code. */
export type Shape = { code: string | null } & ({ outline: string } | { x: number; y: number });
export type Box = readonly [left: number, top: number, width: number, height: number];
export type World = { shapes: readonly Shape[]; frames: ReadonlyMap<string, Box> };

const number = (element: Element, name: string) => Number(element.getAttribute(name));

const shape = (element: Element): Shape => ({
  code: element.id || null,
  ...(element.tagName === 'circle'
    ? { x: number(element, 'cx'), y: number(element, 'cy') }
    : { outline: element.getAttribute('d') ?? '' }),
});

/** Takes outlines, circles and frames out of the text of a map, and nothing else that it may hold. */
export function read(text: string): World {
  const root = new DOMParser().parseFromString(text, 'image/svg+xml');
  const frames = [...root.querySelectorAll('view')].map(
    (view) => [view.id, (view.getAttribute('viewBox') ?? '').split(' ').map(Number) as unknown as Box] as const,
  );
  if (!frames.length) throw new Error('The map has no frames.');
  return { shapes: [...root.querySelectorAll('path, circle')].map(shape), frames: new Map(frames) };
}

let loaded: Promise<World> | undefined;

async function load(): Promise<World> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The map answered ${response.status}.`);
  return read(await response.text());
}

/** The world, fetched once; after a failure the next one who asks tries again. */
export function world(): Promise<World> {
  loaded ??= load().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

/** Where a shape lies: where each of its rings begins. */
const places = (shape: Shape): readonly (readonly [number, number])[] =>
  'outline' in shape
    ? [...shape.outline.matchAll(/M(-?\d+) ?(-?\d+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
    : [[shape.x, shape.y]];

const within = ([left, top, width, height]: Box, [x, y]: readonly [number, number]) =>
  x >= left && x <= left + width && y >= top && y <= top + height;

/** The smallest frame that holds all these markets; the whole world where none does, or none of them is drawn. */
export function frameFor({ shapes, frames }: World, codes: ReadonlySet<string>): string {
  const at = shapes.filter(({ code }) => code !== null && codes.has(code)).flatMap(places);
  const [whole = ''] = frames.keys();
  const holding = [...frames].filter(([, box]) => at.length && at.every((place) => within(box, place)));
  return holding.sort(([, a], [, b]) => a[2] * a[3] - b[2] * b[3])[0]?.[0] ?? whole;
}
