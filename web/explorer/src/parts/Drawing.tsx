/** A picture that the server draws, as part of the page: an image, or a group of door openers that can be chosen in it. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../language.ts';
import { StrangePicture, useDrawing } from './drawing.ts';
import './drawing.css';

/** What is chosen among door openers, by their ids. */
export interface Choosing {
  /** All of them, best first. */
  order: string[];
  open: string;
  pointed: string | null;
  onChoose(id: string): void;
  onPoint(id: string | null): void;
}

interface Properties {
  source: string;
  /** What it shows, for those who do not see it. */
  label: string;
  choosing?: Choosing;
}

export function Drawing({ source, label, choosing }: Properties) {
  const { svg, failed, ...drawn } = useDrawing(source);
  const holder = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!svg) return;
    const own = document.importNode(svg, true);
    own.setAttribute('role', choosing ? 'group' : 'img');
    if (choosing) prepare(own);
    holder.current!.replaceChildren(own);
  }, [svg, !choosing]);
  useLayoutEffect(() => holder.current?.querySelector('svg')?.setAttribute('aria-label', label), [svg, label]);
  const keys = useChoosing(holder, svg, choosing);
  if (failed && drawn.source === source) return <p>{failed instanceof StrangePicture ? t.parts.pictureStrange : t.parts.pictureMissing}</p>;
  return <div ref={holder} class="drawing" aria-busy={drawn.source !== source} {...keys} />;
}

const idOf = (element: Element) => element.getAttribute('data-opener');
const openerAt = ({ target }: Event) => (target as Element).closest<SVGElement>('[data-opener]');

/** Door openers become buttons; what is drawn around them is told by the list, and hidden from who listens. */
function prepare(svg: SVGSVGElement) {
  svg.querySelector('desc')?.remove();
  for (const part of svg.querySelector('g')?.children ?? []) {
    if (idOf(part) === null) part.setAttribute('aria-hidden', 'true');
    else {
      part.setAttribute('role', 'button');
      part.setAttribute('aria-label', part.querySelector('title')?.textContent ?? '');
    }
  }
}

/** What an opened door opener does to the picture, and what keys and pointer do in it: one stop of Tab, arrows go on from there. */
function useChoosing(holder: { current: HTMLDivElement | null }, svg: SVGSVGElement | null, choosing: Choosing | undefined) {
  const [stop, setStop] = useState('');
  const boxes = () => {
    const found = [...(holder.current?.querySelectorAll<SVGElement>('[data-opener]') ?? [])];
    const rank = (box: Element) => choosing!.order.indexOf(idOf(box)!);
    return found.sort((one, other) => rank(one) - rank(other));
  };
  useEffect(() => {
    if (!choosing) return;
    const { open, pointed } = choosing;
    const all = boxes();
    const drawn = (id: string) => all.some((box) => idOf(box) === id);
    const reached = [stop, open].find(drawn) ?? (all[0] && idOf(all[0]));
    for (const box of all) {
      box.setAttribute('tabindex', idOf(box) === reached ? '0' : '-1');
      box.setAttribute('aria-expanded', String(idOf(box) === open));
    }
    for (const part of holder.current?.querySelectorAll('[data-routes]') ?? []) {
      const leadsTo = part.getAttribute('data-routes')!.split(' ');
      part.classList.toggle('dimmed', drawn(open) && !leadsTo.includes(open));
      part.classList.toggle('marked', pointed !== null && leadsTo.includes(pointed));
    }
  }, [svg, stop, choosing?.open, choosing?.pointed, choosing?.order.join(' ')]);
  if (!choosing) return {};
  function onKeyDown(event: KeyboardEvent) {
    const box = openerAt(event);
    if (!box) return;
    const all = boxes();
    const to = stepped(event.key, all.indexOf(box), all.length);
    if (to !== null) all[to]!.focus();
    else if (event.key === 'Enter' || event.key === ' ') choosing!.onChoose(idOf(box)!);
    else return;
    event.preventDefault();
  }
  const point = (event: Event) => choosing.onPoint(openerAt(event)?.getAttribute('data-opener') ?? null);
  return {
    onKeyDown,
    onClick: (event: Event) => openerAt(event) && choosing.onChoose(idOf(openerAt(event)!)!),
    onPointerOver: point,
    onPointerLeave: () => choosing.onPoint(null),
    onFocusIn: (event: Event) => (point(event), setStop(idOf(openerAt(event) ?? (event.target as Element)) ?? '')),
    onFocusOut: () => choosing.onPoint(null),
  };
}

/** Where a key leads among so many; null: nowhere. */
function stepped(key: string, at: number, many: number): number | null {
  if (key === 'Home' || key === 'End') return key === 'Home' ? 0 : many - 1;
  if (key === 'ArrowDown' || key === 'ArrowRight') return Math.min(at + 1, many - 1);
  return key === 'ArrowUp' || key === 'ArrowLeft' ? Math.max(at - 1, 0) : null;
}
