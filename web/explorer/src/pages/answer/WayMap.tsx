/** The map of an answer. */
import { useLocation } from 'preact-iso/router';
import { useState } from 'preact/hooks';
import { address } from '../../address.ts';
import { country } from '../../language.ts';
import type { Standing, Told } from '../../map/classes.ts';
import { WorldMap } from '../../map/WorldMap.tsx';
import { said } from '../../messages/later.ts';
import type { Opener, Openers } from './heading.ts';

/** Who on some ways is where: names by code of their country. */
function byCountry(openers: Opener[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { to } of openers.flatMap(({ route }) => route.steps)) {
    if (to.country) found.set(to.country.code, (found.get(to.country.code) ?? new Set()).add(to.name));
  }
  return found;
}

/** Of an opened opener its way is told; the countries of other ways stand back. */
function told(answer: Openers, open: string): Map<string, Told> {
  const all = answer.openers.edges.map(({ node }) => node);
  const opened = all.filter(({ organisation }) => organisation.id === open);
  const between = byCountry(all);
  const onIt = opened.length ? byCountry(opened) : between;
  const of = (code: string, standing: Standing, what: string): [string, Told] => {
    const isDim = standing === 'moderate' && !onIt.has(code);
    const names = (isDim ? between : onIt).get(code) ?? [];
    return [code, { standing, words: [isDim ? said.map.elsewhere : what, ...names].join(', '), isDim }];
  };
  const askers = answer.askers.map(({ organisation, country }) => (organisation?.country ?? country)?.code);
  return new Map([
    ...[...between.keys()].map((code) => of(code, 'moderate', said.map.between)),
    ...askers.filter((code) => code !== undefined).map((code) => of(code, 'own', said.map.asker)),
    ...(answer.market ? [of(answer.market.code, 'strong', said.map.target)] : []),
  ]);
}

/** Where those are who stand on the ways to the door openers: as a list, and on the map; each points at the other. */
export function WayMap({ answer, open }: { answer: Openers; open: string }) {
  const { route } = useLocation();
  const [pointed, point] = useState<string | null>(null);
  const legend: [Standing, string][] = [['own', said.map.asker], ['moderate', said.map.between]];
  if (answer.market) legend.push(['strong', said.map.target]);
  const markets = told(answer, open);
  const page = (code: string) => address(`/market/${code}`);
  return (
    <>
      <ul class="places" role="list">
        {[...markets].map(([code, { words, isDim }]) => (
          <li key={code} class={`${isDim ? 'elsewhere' : ''}${code === pointed ? ' pointed' : ''}`}
            onPointerEnter={() => point(code)} onPointerLeave={() => point(null)}>
            <a href={page(code)} onFocus={() => point(code)} onBlur={() => point(null)}>{country(code)}</a>: {words}
          </li>
        ))}
      </ul>
      <WorldMap title={said.map.way} markets={markets} legend={new Map(legend)} pointed={pointed} onPoint={point}
        onChoose={(code) => route(page(code))} />
    </>
  );
}
