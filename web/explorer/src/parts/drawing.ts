/** Pictures that the server draws, made part of the page: checked, and without what only the file alone needs. */
import { useEffect, useState } from 'preact/hooks';
import { once } from '../answers.ts';

/** All that a picture of ours is made of. */
const ELEMENTS = new Set(['svg', 'title', 'desc', 'g', 'rect', 'path', 'text']);
const SVG = 'http://www.w3.org/2000/svg';
/** Its own style sheet is cut out as text, since to parse it would break the page's policy: the page has the same rules. */
const OWN_STYLE = /<style>[^<]*<\/style>/;
const FORBIDDEN_NAME = /^on|^style$|^src$|href$/i;
const FORBIDDEN_VALUE = /url\(|:\/\/|^\s*(javascript|data):/i;

/** It holds what no picture of ours does. */
export class StrangePicture extends Error {}

const isOurs = (element: Element) =>
  element.namespaceURI === SVG && ELEMENTS.has(element.localName) &&
  [...element.attributes].every(({ name, value }) => name === 'xmlns' || !(FORBIDDEN_NAME.test(name) || FORBIDDEN_VALUE.test(value)));

/** The picture in a text, without ids: several may stand in one page. @throws StrangePicture */
export function read(text: string): SVGSVGElement {
  const root = new DOMParser().parseFromString(text.replace(OWN_STYLE, ''), 'image/svg+xml').documentElement;
  const all = [root, ...root.querySelectorAll('*')];
  if (root.localName !== 'svg' || !all.every(isOurs)) throw new StrangePicture();
  for (const one of all) ['id', 'aria-labelledby'].forEach((name) => one.removeAttribute(name));
  return root as unknown as SVGSVGElement;
}

async function fetched(source: string, signal: AbortSignal): Promise<SVGSVGElement> {
  const response = await fetch(source, { headers: { accept: 'image/svg+xml' }, signal });
  if (!response.ok) throw new Error(`The picture answered ${response.status}.`);
  return read(await response.text());
}

export interface Drawn {
  /** Of which address it is: the former one while another is awaited. */
  source: string;
  svg: SVGSVGElement | null;
  /** Why there is none. */
  failed: unknown;
}

/** The picture at an address. */
export function useDrawing(source: string): Drawn {
  const [drawn, show] = useState<Drawn>({ source: '', svg: null, failed: null });
  useEffect(() => {
    const turn = new AbortController();
    const settle = (found: Partial<Drawn>) => turn.signal.aborted || show({ source, svg: null, failed: null, ...found });
    once(`picture ${source}`, () => fetched(source, turn.signal)).then((svg) => settle({ svg }), (failed) => settle({ failed }));
    return () => turn.abort();
  }, [source]);
  return drawn;
}
