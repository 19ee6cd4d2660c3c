/** The map of the ways, fetched when it is asked for. */
import { useEffect, useState } from 'preact/hooks';
import type { Openers } from './heading.ts';

type WayMap = typeof import('./WayMap.tsx').WayMap;

export function MapBeside(properties: { answer: Openers; open: string }) {
  const [loaded, setLoaded] = useState<{ WayMap: WayMap } | null>(null);
  useEffect(() => void import('./WayMap.tsx').then(setLoaded), []);
  return loaded && <loaded.WayMap {...properties} />;
}
