/** The list, and beside it the picture or the map, each of which shows what is opened and pointed at in the other. */
import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso/router';
import { useState } from 'preact/hooks';
import { askAddress, type Question, type View } from '../../address.ts';
import type { Choosing } from '../../parts/Drawing.tsx';
import type { Changes } from './compared.ts';
import type { Openers } from './heading.ts';
import { MapBeside } from './MapBeside.tsx';
import { OpenerList } from './OpenerList.tsx';
import { rowId } from './OpenerRow.tsx';
import { Picture } from './Picture.tsx';
import { Sides } from './Sides.tsx';

interface Properties {
  question: Question;
  view: View;
  answer: Openers;
  changes: Changes | null;
  /** Under the list. */
  children: ComponentChildren;
}

/** Once what was chosen is shown. */
const afterwards = (then: () => void) => requestAnimationFrame(() => requestAnimationFrame(then));

export function Beside({ question, view, answer, changes, children }: Properties) {
  const { route } = useLocation();
  const [pointed, point] = useState<string | null>(null);
  const order = answer.openers.edges.map(({ node }) => node.organisation.id);
  const isDrawn = answer.openers.totalCount > 0 || answer.diagnosis?.missingTie;
  const toggle = (id: string) => route(askAddress(question, { ...view, open: view.open === id ? '' : id }), true);
  /** What is opened in a picture is gone to in the list. */
  const choosing = (toList: () => void): Choosing => ({
    order, open: view.open, pointed, onPoint: point,
    onChoose(id) {
      toggle(id);
      if (view.open === id) return;
      toList();
      afterwards(() => document.getElementById(rowId(id))?.focus());
    },
  });
  const beside = (side: 'picture' | 'map', toList: () => void) =>
    side === 'map' ? <MapBeside answer={answer} open={view.open} /> : <Picture question={question} answer={answer} choosing={choosing(toList)} />;
  return (
    <Sides beside={isDrawn ? beside : null}>
      <OpenerList question={question} view={view} answer={answer} changes={changes} pointed={pointed} onPoint={point} />
      {children}
    </Sides>
  );
}
