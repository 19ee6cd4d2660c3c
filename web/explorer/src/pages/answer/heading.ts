/** What an answer is called. */
import type { Question } from '../../address.ts';
import type { DoorOpenersQuery } from '../../generated/openers.ts';
import { country, date, listed, t } from '../../language.ts';

export type Openers = DoorOpenersQuery['doorOpeners'];
export type Opener = Openers['openers']['edges'][number]['node'];

/** "12 door openers to South Korea"; "at least" where the count was cut short. */
export function titleOf({ openers, market, corridor }: Openers, question: Question): string {
  const to = market ? country(market.code) : (corridor?.name ?? question.corridor);
  return t.answer.heading(openers.totalCount, openers.totalIsExact, to);
}

/** Who asks, in words. */
export const askerOf = ({ askers }: Openers): string =>
  listed(askers.map(({ organisation, country: market }) => organisation?.name ?? t.answer.outsider(country(market.code))));

export const lineOf = (answer: Openers): string => t.answer.line(askerOf(answer), date(answer.asOf), answer.revision.number);
