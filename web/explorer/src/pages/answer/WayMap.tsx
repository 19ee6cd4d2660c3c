
import type { Standing, Told } from '../../map/classes.ts';
import { WorldMap } from '../../map/WorldMap.tsx';
import { said } from '../../messages/later.ts';
import type { Openers } from './heading.ts';

/** Who on the ways is where: names by code of their country; of an opened opener its way alone. */
function byCountry(answer: Openers, open: string): Map<string, Set<string>> {
  const all = answer.openers.edges.map(({ node }) => node);
  const opened = all.filter(({ organisation }) => organisation.id === open);
  const found = new Map<string, Set<string>>();
  for (const { to } of (opened.length ? opened : all).flatMap(({ route }) => route.steps)) {
    if (to.country) found.set(to.country.code, (found.get(to.country.code) ?? new Set()).add(to.name));
  }
  return found;
}

function told(answer: Openers, open: string): Map<string, Told> {
  const between = byCountry(answer, open);
  const of = (code: string, standing: Standing, what: string): [string, Told] => [
    code, { standing, words: [what, ...(between.get(code) ?? [])].join(', ') },
  ];
  const askers = answer.askers.map(({ organisation, country }) => (organisation?.country ?? country)?.code);
  return new Map([
    ...[...between.keys()].map((code) => of(code, 'moderate', said.map.between)),
    ...askers.filter((code) => code !== undefined).map((code) => of(code, 'own', said.map.asker)),
    ...(answer.market ? [of(answer.market.code, 'strong', said.map.target)] : []),
  ]);
}

/** Where those are who stand on the ways to the door openers. */
export function WayMap({ answer, open }: { answer: Openers; open: string }) {
  const legend: [Standing, string][] = [['own', said.map.asker], ['moderate', said.map.between]];
  if (answer.market) legend.push(['strong', said.map.target]);
  return <WorldMap title={said.map.way} markets={told(answer, open)} legend={new Map(legend)} />;
}
