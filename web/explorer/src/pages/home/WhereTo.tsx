/** Where can you go? Fetched when who asks is known: the first visit needs no map. */
import { useEffect, useState } from 'preact/hooks';
import type { Question } from '../../address.ts';
import { t } from '../../language.ts';

type Reached = typeof import('./Reached.tsx').Reached;

export function WhereTo({ question }: { question: Question }) {
  const [loaded, setLoaded] = useState<{ Reached: Reached } | null>(null);
  useEffect(() => void import('./Reached.tsx').then(setLoaded), []);
  return (
    <section class="where-to" aria-labelledby="where-to">
      <h2 id="where-to">{t.whereTo.title}</h2>
      {loaded && <loaded.Reached question={question} />}
    </section>
  );
}
