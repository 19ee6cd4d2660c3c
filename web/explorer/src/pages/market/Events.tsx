import type { MarketPageQuery } from '../../generated/market.ts';
import { word } from '../../language.ts';
import { said } from '../../messages/later.ts';
import { List } from '../../parts/List.tsx';
import { organisationAddress } from '../../parts/OrganisationName.tsx';
import { Cited } from '../record/Cited.tsx';
import { Section } from '../record/parts.tsx';

type Listed = MarketPageQuery['events']['events'][number];

function Event({ of: { event, state, sentence, organisers } }: { of: Listed }) {
  const { website, name, statements } = event;
  return (
    <li class={state === 'past' ? 'past' : undefined}>
      {website ? <a href={website} target="_top" rel="noreferrer">{name}</a> : <span>{name}</span>}{' '}
      <small>{word('EventState', state)}</small>
      <p lang="en">{sentence}</p>
      {organisers.map(({ organisation }) => (
        <p key={organisation.id}>{said.market.organiser} <a href={organisationAddress(organisation.id)}>{organisation.name}</a></p>
      ))}
      <Cited evidence={statements.map(({ evidence }) => evidence)} />
    </li>
  );
}

/** What is to come first, what is past last. */
export function Events({ events: { nothing, events } }: { events: MarketPageQuery['events'] }) {
  return (
    <Section title={said.market.events}>
      {nothing && <p lang="en">{nothing}</p>}
      <List class="records" items={events} first={3} each={(one) => <Event key={one.event.id} of={one} />} />
    </Section>
  );
}
