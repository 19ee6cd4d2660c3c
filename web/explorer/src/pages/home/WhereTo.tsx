/** Where can you go? Fetched when who asks is known: the first visit needs no map. */
import { useEffect, useState } from 'preact/hooks';
import type { Question } from '../../address.ts';

type Reached = typeof import('./Reached.tsx').Reached;

export function WhereTo({ question }: { question: Question }) {
  const [loaded, setLoaded] = useState<{ Reached: Reached } | null>(null);
  useEffect(() => void import('./Reached.tsx').then(setLoaded), []);
  return loaded && <loaded.Reached question={question} />;
}
