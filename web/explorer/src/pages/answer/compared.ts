/** What has changed from one list of door openers to another. */
import type { Opener, Openers } from './heading.ts';

export type Mark = { kind: 'new' } | { kind: 'up' | 'down'; from: number };

export interface Changes {
  /** By id, of those listed now; those without a mark stand as they did. */
  marks: Map<string, Mark>;
  gone: Opener[];
}

const listed = ({ openers }: Openers) => openers.edges.map(({ node }) => node);

/** Rows that are new, gone, up or down. A rank that has changed only since others have come or gone is no news. */
export function changesFrom(before: Openers, now: Openers): Changes {
  const was = new Map(listed(before).map((opener) => [opener.organisation.id, opener]));
  const is = new Set(listed(now).map(({ organisation }) => organisation.id));
  const stayed = [...was.keys()].filter((id) => is.has(id));
  const marks = new Map<string, Mark>();
  let place = 0;
  for (const { organisation: { id }, rank } of listed(now)) {
    const earlier = was.get(id);
    if (!earlier) {
      marks.set(id, { kind: 'new' });
      continue;
    }
    const moved = place++ - stayed.indexOf(id);
    if (moved && earlier.rank !== null && rank !== null) marks.set(id, { kind: moved < 0 ? 'up' : 'down', from: earlier.rank });
  }
  return { marks, gone: [...was.values()].filter(({ organisation }) => !is.has(organisation.id)) };
}
