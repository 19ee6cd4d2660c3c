/** Where the reader is: pages' titles and headings, and how far each address was read when it was left. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';

/** By address: how far it was scrolled, and what had the focus. */
const left = new Map<string, { top: number; focused: string }>();
let cameBack = false;

/** While a page is rendered: whether Back or Forward has led to it. */
export const hasComeBack = () => cameBack;

export function watchNavigation() {
  history.scrollRestoration = 'manual';
  addEventListener('popstate', () => (cameBack = true));
  addEventListener('click', remember, true);
  addEventListener('submit', remember, true);
  addEventListener('scroll', remember, { passive: true });
}

function remember() {
  left.set(location.pathname + location.search, { top: scrollY, focused: document.activeElement?.id ?? '' });
}

/**
 * The heading of a page, to be given to its h1: it names the tab, and takes the focus when what it is about changes by
 * what the reader did; after Back the page is as it was left.
 *
 * @param ready whether what the heading says is there.
 * @param about what the page is about: by default its address.
 */
export function useHeading(title: string, ready = true, about = '') {
  const heading = useRef<HTMLHeadingElement>(null);
  const { url } = useLocation();
  useEffect(() => {
    if (ready) document.title = title === 'OpenDoors' ? title : `${title} – OpenDoors`;
  }, [title, ready]);
  useLayoutEffect(() => {
    if (!ready) return;
    if (cameBack) restore(url);
    else if (shown !== '' && shown !== (about || url)) toHeading(heading.current);
    shown = about || url;
    cameBack = false;
  }, [about || url, ready]);
  return heading;
}

/** What was shown last; nothing when the page has just been opened. */
let shown = '';

function toHeading(heading: HTMLElement | null) {
  heading?.focus({ preventScroll: true });
  const top = heading?.getBoundingClientRect().top ?? 0;
  if (top < 0 || top > innerHeight / 2) heading?.scrollIntoView({ block: 'start' });
}

function restore(url: string) {
  const was = left.get(url);
  if (!was) return;
  scrollTo(0, was.top);
  if (was.focused) document.getElementById(was.focused)?.focus({ preventScroll: true });
}
