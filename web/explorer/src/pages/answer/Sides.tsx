/** List and picture or map: beside each other where there is room; on a narrow screen one at a time, the list first. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../language.ts';
import type { AnswerMap } from './AnswerMap.tsx';
import { type Openers, titleOf } from './heading.ts';
import type { Question } from '../../address.ts';

type Side = 'list' | 'picture' | 'map';
const SIDES: Side[] = ['list', 'picture', 'map'];

interface Properties {
  question: Question;
  answer: Openers;
  picture: ComponentChildren;
  children: ComponentChildren;
}

export function Sides({ children, picture, question, answer }: Properties) {
  const [side, setSide] = useState<Side>('list');
  const narrow = useNarrow();
  if (!answer.openers.totalCount) return <div class="side-list">{children}</div>;
  return (
    <div class={`sides showing-${side}`}>
      <div class="tabs" role="group" aria-label={t.answer.sides}>
        {SIDES.map((one) => (
          <button key={one} type="button" class={`tab-${one}`} aria-pressed={side === one || (!narrow && one === 'picture' && side === 'list')}
            onClick={() => setSide(one)}>{t.answer.side[one]}</button>
        ))}
      </div>
      <div class="side-list">{children}</div>
      <div class="side-shown">
        {side === 'map' ? <MapWhenThere answer={answer} title={titleOf(answer, question)} /> : picture}
      </div>
    </div>
  );
}

const NARROW = '(width < 60rem)';

/** Whether list and picture have no room beside each other. */
function useNarrow(): boolean {
  const query = matchMedia(NARROW);
  const [narrow, setNarrow] = useState(query.matches);
  useEffect(() => {
    const look = () => setNarrow(query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  return narrow;
}

/** The map and its code are fetched when the map is asked for. */
function MapWhenThere(properties: Parameters<typeof AnswerMap>[0]) {
  const [there, setThere] = useState<{ Drawn: typeof AnswerMap } | null>(null);
  useEffect(() => void import('./AnswerMap.tsx').then(({ AnswerMap: Drawn }) => setThere({ Drawn })), []);
  return there && <there.Drawn {...properties} />;
}
