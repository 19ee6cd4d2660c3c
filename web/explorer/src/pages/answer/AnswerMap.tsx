/** Where the answer's organisations are: a list of countries, and the same on a map; each points at the other. */
import { useLocation } from 'preact-iso/router';
import { useState } from 'preact/hooks';
import { address } from '../../address.ts';
import { country, listed, t } from '../../language.ts';
import type { Standing, Told } from '../../map/classes.ts';
import { WorldMap } from '../../map/WorldMap.tsx';
import { said } from '../../messages/later.ts';
import type { Openers } from './heading.ts';

const BY_TIER = ['strong', 'moderate', 'weak'] as const;

interface Place {
  standing: Standing;
  /** Of the organisations there that open doors or are on the way. */
  names: Set<string>;
}

/** Countries by code, those with the best door openers first, then those on the way only, the askers' own at last. */
function places({ openers, askers }: Openers): Map<string, Place> {
  const found = new Map<string, Place>();
  const put = (code: string | undefined, standing: Standing, name: string) => {
    if (!code) return;
    const place = found.get(code) ?? { standing, names: new Set() };
    found.set(code, { standing: place.standing === 'marked' ? standing : place.standing, names: place.names.add(name) });
  };
  const own = askers.map(({ country: { code } }) => code);
  for (const { node: { organisation, tier } } of openers.edges) put(organisation.country?.code, tier, organisation.name);
  for (const { node } of openers.edges) for (const { to } of node.route.steps) put(to.country?.code, 'marked', to.name);
  for (const code of own) found.set(code, { standing: 'own', names: found.get(code)?.names ?? new Set() });
  return found;
}

function legend(): Map<Standing, string> {
  const tiers = BY_TIER.map((tier) => [tier, t.answer.mapTier[tier]] as const);
  return new Map<Standing, string>([['own', said.whereTo.own], ...tiers, ['marked', t.answer.onTheWay]]);
}

export function AnswerMap({ answer, title }: { answer: Openers; title: string }) {
  const { route } = useLocation();
  const [pointed, point] = useState<string | null>(null);
  const found = places(answer);
  const told = new Map<string, Told>([...found].map(([code, { standing, names }]) => [code, { standing, words: listed([...names]) }]));
  const market = (code: string) => address(`/market/${code}`);
  return (
    <div class="answer-map">
      <ul role="list">
        {[...found].map(([code, { standing, names }]) => (
          <li key={code} class={code === pointed ? 'pointed' : undefined} onPointerEnter={() => point(code)} onPointerLeave={() => point(null)}>
            <a href={market(code)} onFocus={() => point(code)} onBlur={() => point(null)}>{country(code)}</a>{' '}
            <small>{legend().get(standing)}</small> {listed([...names])}
          </li>
        ))}
      </ul>
      <WorldMap title={t.answer.mapOf(title)} markets={told} legend={legend()} pointed={pointed} onPoint={point}
        onChoose={(code) => route(market(code))} />
    </div>
  );
}
