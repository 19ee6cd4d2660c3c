import { useId } from 'preact/hooks';
import { said } from '../messages/later.ts';

import type { Standing } from './classes.ts';
import { painted, Patterns } from './Patterns.tsx';

/** What each standing looks like, with its words. */
export function Legend({ words }: { words: ReadonlyMap<Standing, string> }) {
  const id = useId();
  return (
    <ul class="map-legend" aria-label={said.map.key}>
      {[...words].map(([standing, said]) => (
        <li key={standing}>
          <svg class="map-swatch" aria-hidden="true" viewBox="0 0 22 14">
            <Patterns id={`${id}${standing}`} scale={1} />
            <rect {...painted(`${id}${standing}`, standing)} x="1" y="1" width="20" height="12" />
          </svg>
          {said}
        </li>
      ))}
    </ul>
  );
}
