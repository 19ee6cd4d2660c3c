/** What has changed from one list of door openers to another. */
import type { Opener, Openers } from './heading.ts';

export type Mark = { kind: 'new' } | { kind: 'up' | 'down'; from: number };

export interface Changes {
  /** By id, of those listed now; those without a mark stand as they did. */
  marks: Map<string, Mark>;
  gone: Opener[];
}

const listed = ({ openers }: Openers) => openers.edges.map(({ node }) => node);

/** Rows that are new, gone, up or down; ranks are those told. */
export function changesFrom(before: Openers, now: Openers): Changes {
  const was = new Map(listed(before).map((opener) => [opener.organisation.id, opener]));
  const marks = new Map<string, Mark>();
  for (const { organisation, rank } of listed(now)) {
    const earlier = was.get(organisation.id);
    if (!earlier) marks.set(organisation.id, { kind: 'new' });
    else if (earlier.rank !== null && rank !== null && earlier.rank !== rank) {
      marks.set(organisation.id, { kind: rank < earlier.rank ? 'up' : 'down', from: earlier.rank });
    }
  }
  const is = new Set(listed(now).map(({ organisation }) => organisation.id));
  return { marks, gone: [...was.values()].filter(({ organisation }) => !is.has(organisation.id)) };
}
