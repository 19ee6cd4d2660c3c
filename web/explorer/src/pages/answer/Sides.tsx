/** List, picture and map: the list with one of the two beside it where there is room; else one at a time, the list first. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../language.ts';

const NARROW = matchMedia('screen and (width < 60rem)'); // as in answer.css; paper holds the list and what stands beside it
const SIDES = ['list', 'picture', 'map'] as const;
type Side = (typeof SIDES)[number];

function useNarrow() {
  const [narrow, setNarrow] = useState(NARROW.matches);
  useEffect(() => {
    const change = () => setNarrow(NARROW.matches);
    NARROW.addEventListener('change', change);
    return () => NARROW.removeEventListener('change', change);
  }, []);
  return narrow;
}

interface Properties {
  /** The list. */
  children: ComponentChildren;
  /** What stands beside it, which may lead back to the list; null where nothing does. */
  beside: ((side: 'picture' | 'map', toList: () => void) => ComponentChildren) | null;
}

export function Sides({ children, beside }: Properties) {
  const narrow = useNarrow();
  const [chosen, choose] = useState<Side>('list');
  const side = !narrow && chosen === 'list' ? 'picture' : chosen;
  return (
    <div class="sides">
      {beside && (
        <div class="switch" role="group" aria-label={t.answer.sides}>
          {SIDES.slice(narrow ? 0 : 1).map((one) => (
            <button key={one} type="button" aria-pressed={side === one} onClick={() => choose(one)}>{t.answer.side[one]}</button>
          ))}
        </div>
      )}
      <div class="side-list" hidden={narrow && side !== 'list'}>{children}</div>
      {beside && side !== 'list' && <div class="side-picture">{beside(side, () => narrow && choose('list'))}</div>}
    </div>
  );
}
