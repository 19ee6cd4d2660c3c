import type { Standing } from './classes.ts';

/** Lines and dots that tell standings apart without colour; `scale` is how many units of the map a pixel is. */
export function Patterns({ id, scale }: { id: string; scale: number }) {
  const by = { patternUnits: 'userSpaceOnUse' as const, patternTransform: `scale(${scale})` };
  return (
    <defs>
      <pattern id={`${id}-own`} width="6" height="6" {...by}>
        <rect class="map-own" width="6" height="6" />
        <path class="map-lines" d="M0 3h6M3 0v6" />
      </pattern>
      <pattern id={`${id}-moderate`} width="6" height="6" {...by}>
        <rect class="map-moderate" width="6" height="6" />
        <path class="map-lines" d="M-1 1l2-2M0 6l6-6M5 7l2-2" />
      </pattern>
      <pattern id={`${id}-weak`} width="6" height="6" {...by}>
        <rect class="map-weak" width="6" height="6" />
        <circle class="map-dots" cx="3" cy="3" r="1" />
      </pattern>
      <pattern id={`${id}-marked`} width="6" height="6" {...by}>
        <rect class="map-strong" width="6" height="6" />
        <path class="map-lines" d="M0 3h6" />
      </pattern>
    </defs>
  );
}

const PATTERNED: readonly Standing[] = ['own', 'moderate', 'weak', 'marked'];

/** How a market of this standing is painted: by a pattern, which a class would paint over, or by its class. */
export const painted = (id: string, standing: Standing | undefined, isDim = false) => {
  const dim = isDim ? ' map-dim' : '';
  return standing && PATTERNED.includes(standing)
    ? { fill: `url(#${id}-${standing})`, class: `map-patterned${dim}` }
    : { class: `map-market${standing ? ` map-${standing}` : ''}${dim}` };
};
