/** A map beside a list that tells the same: what can be chosen on it can be chosen in the list. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { country } from '../language.ts';
import { said } from '../messages/later.ts';
import type { Standing, Told } from './classes.ts';
import { Legend } from './Legend.tsx';
import { painted, Patterns } from './Patterns.tsx';
import { type Box, frameFor, type Shape, type World, world } from './world.ts';
import './map.css';

export interface MapProps {
  /** What it shows, for those who do not see it. */
  title: string;
  /** What is told of each market; of those that are missing, nothing is. */
  markets: ReadonlyMap<string, Told>;
  /** Words of each standing, in their order. */
  legend: ReadonlyMap<Standing, string>;
  /** The market that the list beside it points at. */
  pointed?: string | null;
  /** The pointer has come upon a market, or left it. */
  onPoint?: (code: string | null) => void;
  onChoose?: (code: string) => void;
}

const PIXELS = 760;
const SMALLEST = 1.8;
/** How much larger the circle of a market is that is marked. */
const MARKED = 2.5;

/** Which market an event is about. */
const codeAt = ({ target }: Event) => (target as Element).closest('[data-code]')?.getAttribute('data-code') ?? null;

interface OutlineProps {
  of: Shape;
  radius: number;
  class: string;
  fill?: string;
  'data-code'?: string | undefined;
  children?: ComponentChildren;
}

/** Its outline, or its circle. */
function Outline({ of, radius, ...paint }: OutlineProps) {
  return 'outline' in of ? <path d={of.outline} {...paint} /> : <circle cx={of.x} cy={of.y} r={radius} {...paint} />;
}

interface MarketProps {
  shape: Shape;
  told: Told | undefined;
  patterns: string;
  radius: number;
}

function Market({ shape, told, patterns, radius }: MarketProps) {
  const { code } = shape;
  return (
    <Outline of={shape} radius={radius} {...painted(patterns, told?.standing, told?.isDim)} data-code={code ?? undefined}>
      {code && <title>{told ? `${country(code)}: ${told.words}` : country(code)}</title>}
    </Outline>
  );
}

function Picture({ shapes, box, title, markets, pointed, onPoint, onChoose }: MapProps & { shapes: readonly Shape[]; box: Box }) {
  const id = useId();
  const radius = Math.max(SMALLEST, box[2] / 330);
  const pointedAt = shapes.find(({ code }) => code !== null && code === pointed);
  const choose = (code: string | null) => code && onChoose?.(code);
  return (
    <svg class={onChoose ? 'map map-chosen-from' : 'map'} role="img" aria-labelledby={`${id}-title`} viewBox={box.join(' ')}
      onPointerOver={(event) => onPoint?.(codeAt(event))} onPointerLeave={() => onPoint?.(null)}
      onClick={(event) => choose(codeAt(event))}>
      <title id={`${id}-title`}>{title}</title>
      <Patterns id={id} scale={box[2] / PIXELS} />
      {shapes.map((shape, place) => (
        <Market key={shape.code ?? place} shape={shape} told={markets.get(shape.code ?? '')} patterns={id}
          radius={markets.get(shape.code ?? '')?.standing === 'marked' ? radius * MARKED : radius} />
      ))}
      {pointedAt && <Outline of={pointedAt} radius={radius} class="map-pointed" />}
    </svg>
  );
}

interface FrameProps {
  names: readonly string[];
  chosen: string;
  onChoose: (name: string) => void;
}

function Frames({ names, chosen, onChoose }: FrameProps) {
  return (
    <div class="switch" role="group" aria-label={said.map.frames}>
      {names.map((name) => (
        <button type="button" key={name} aria-pressed={name === chosen} onClick={() => onChoose(name)}>
          {said.map.frame[name] ?? name}
        </button>
      ))}
    </div>
  );
}

export function WorldMap(props: MapProps) {
  const [loaded, setLoaded] = useState<World | 'failed' | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => void world().then(setLoaded, () => setLoaded('failed')), []);
  if (loaded === 'failed') return <p>{said.map.missing}</p>;
  if (!loaded) return <div class="map map-waiting" aria-hidden="true" />;
  const { shapes, frames } = loaded;
  const frame = chosen ?? frameFor(loaded, new Set(props.markets.keys()));
  return (
    <figure class="map-figure">
      <Frames names={[...frames.keys()]} chosen={frame} onChoose={setChosen} />
      <Picture {...props} shapes={shapes} box={frames.get(frame)!} />
      <figcaption>
        <Legend words={props.legend} />
        <p class="map-borders">{said.map.borders}</p>
      </figcaption>
    </figure>
  );
}
