/** Two or three door openers side by side. */
import { askAddress, type Question, type View } from '../../address.ts';
import { date, listed, percent, score, t } from '../../language.ts';
import type { ComponentChildren } from 'preact';
import { OrganisationName } from '../../parts/OrganisationName.tsx';
import { Score } from '../../parts/Score.tsx';
import type { Opener, Openers } from './heading.ts';

export const COMPARED_AT_MOST = 3;

/** Whom a route passes on its way. */
const between = ({ route }: Opener) => route.steps.slice(0, -1).map(({ to }) => to);

function rows(openers: Opener[]): [string, (opener: Opener) => ComponentChildren][] {
  const common = between(openers[0]!).filter(({ id }) => openers.every((one) => between(one).some((other) => other.id === id)));
  const shared = new Set(common.map(({ id }) => id));
  const named = (people: { name: string }[]) => listed(people.map(({ name }) => name)) || t.answer.nobody;
  return [
    [t.parts.score, ({ score: value, tier }) => <Score value={value} tier={tier} />],
    [t.answer.factorWay, ({ route }) => score(route.strength)],
    [t.answer.factorPresence, ({ presence }) => score(presence)],
    [t.answer.factorFit, ({ sectorFit, serviceFit }) => score(sectorFit * serviceFit)],
    [t.answer.numberOfSteps, ({ route }) => route.steps.length],
    [t.answer.weakestStep, ({ route }) => `${route.weakestStep.to.name} (${score(route.weakestStep.strength)})`],
    [t.answer.stalest, ({ route }) => date(route.stalest)],
    [t.answer.publicShare, ({ route }) => percent(route.publicShare)],
    [t.answer.through, (opener) => named(between(opener))],
    [t.answer.inCommon, (opener) => named(between(opener).filter(({ id }) => shared.has(id)))],
  ];
}

export function Comparison({ question, view, answer }: { question: Question; view: View; answer: Openers }) {
  const openers = answer.openers.edges.map(({ node }) => node).filter(({ organisation }) => view.compare.includes(organisation.id));
  if (openers.length < 2) return null;
  return (
    <section class="aside-answer" aria-labelledby="comparison">
      <h2 id="comparison">{t.answer.comparison}</h2>
      <div class="scrolled" tabIndex={0} role="region" aria-labelledby="comparison">
        <table class="comparison">
          <thead><tr><td />{openers.map(({ organisation }) => (
            <th key={organisation.id} scope="col"><OrganisationName of={organisation} /></th>
          ))}</tr></thead>
          <tbody>
            {rows(openers).map(([name, of]) => (
              <tr key={name}><th scope="row">{name}</th>{openers.map((opener) => <td key={opener.organisation.id}>{of(opener)}</td>)}</tr>
            ))}
          </tbody>
        </table>
      </div>
      <p><a href={askAddress(question, { ...view, compare: [] })}>{t.parts.close}</a></p>
    </section>
  );
}
