import type { ReachQuery } from '../../generated/reach.ts';
import { word } from '../../language.ts';
import type { Standing, Told } from '../../map/classes.ts';
import { said } from '../../messages/later.ts';

export type Reached = ReachQuery['reach'];
export type Door = Reached['markets'][number];

/** Words of each standing, in the order of the legend. */
export const legend = (): ReadonlyMap<Standing, string> =>
  new Map([
    ['own', said.whereTo.own],
    ['strong', word('Tier', 'strong')],
    ['moderate', word('Tier', 'moderate')],
    ['weak', word('Tier', 'weak')],
    ['none', said.whereTo.none],
  ]);

export const standing = (door: Door): Standing => (door.isOwn ? 'own' : door.onlyFromHome ? 'none' : door.tier);

/** How good a door is, in a word. */
export const saidOf = (door: Door): string =>
  [word('Tier', door.tier), door.isOwn && said.whereTo.own, door.onlyFromHome && said.whereTo.onlyHome].filter(Boolean).join(', ');

/** What a map tells of each market. */
export function told({ markets, blankSpots }: Reached): ReadonlyMap<string, Told> {
  const blank = blankSpots.map(({ market }): [string, Told] => [market.id, { standing: 'none', words: said.whereTo.noDoor }]);
  const open = markets.map((door): [string, Told] => [
    door.market.id, { standing: standing(door), words: `${saidOf(door)}, ${door.organisation.name}` },
  ]);
  return new Map([...blank, ...open]);
}
