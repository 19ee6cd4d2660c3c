/** List and picture: beside each other where there is room; on a narrow screen one at a time, the list first. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../language.ts';

type Side = 'list' | 'picture';

export function Sides({ children, picture }: { children: ComponentChildren; picture: ComponentChildren }) {
  const [side, setSide] = useState<Side>('list');
  return (
    <div class={`sides showing-${side}`}>
      {picture && (
        <div class="tabs" role="group" aria-label={t.answer.sides}>
          {(['list', 'picture'] as Side[]).map((one) => (
            <button key={one} type="button" aria-pressed={side === one} onClick={() => setSide(one)}>{t.answer.side[one]}</button>
          ))}
        </div>
      )}
      <div class="side-list">{children}</div>
      {picture && <div class="side-picture">{picture}</div>}
    </div>
  );
}
