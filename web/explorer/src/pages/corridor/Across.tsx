/** Who joins the markets of a corridor, and where nobody does. */
import { count, country, listed } from '../../language.ts';
import { said } from '../../messages/later.ts';
import { List } from '../../parts/List.tsx';
import { organisationAddress } from '../../parts/OrganisationName.tsx';
import { Cited } from '../record/Cited.tsx';
import { MarketLink, Measure, Organisation, Section } from '../record/parts.tsx';
import type { Report } from './index.tsx';

type Of = { report: Report };

/** From each market to the next: how many join them, or that it is a gap. */
export function Legs({ report: { legs } }: Of) {
  if (!legs.length) return null;
  return (
    <Section title={said.corridor.legs}>
      <ol class="records">
        {legs.map((leg) => (
          <li key={leg.from.id + leg.to.id}>
            <MarketLink code={leg.from.id} /> → <MarketLink code={leg.to.id} />
            <p>
              {leg.gap && <strong>{said.corridor.gap} </strong>}
              {said.corridor.leg(count(leg.organisations), count(leg.ties))} {leg.gap && leg.operators > 0 && said.corridor.operators(count(leg.operators))}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

export function Lying({ report: { lying, lyingCount } }: Of) {
  if (!lyingCount) return null;
  return (
    <Section title={said.corridor.lying(count(lyingCount))}>
      <List class="records" items={lying} first={6} each={({ organisation, relations }) => (
        <li key={organisation.id}>
          <Organisation of={organisation} />
          {relations.map((relation) => <Cited key={relation.sentence} evidence={relation.evidence} />)}
        </li>
      )} />
      {lyingCount > lying.length && <p>{said.record.rest(count(lyingCount - lying.length))}</p>}
    </Section>
  );
}

function Active({ of }: { of: Report['active'] }) {
  return (
    <List class="records" items={of} first={6} each={({ organisation, markets }) => (
      <li key={organisation.id}>
        <Organisation of={organisation} />
        <p>{said.corridor.presentIn(listed(markets.map(({ market }) => country(market.id))))}</p>
      </li>
    )} />
  );
}

/** Who is in both its ends; where it has none, who is in several of its markets. */
export function Bridges({ report: { ordered, bridges, bridgeCount, active, activeCount } }: Of) {
  return (
    <>
      {ordered && (
        <Section title={said.corridor.bridges(count(bridgeCount))}>
          {bridgeCount === 0 && <p>{said.corridor.noBridge}</p>}
          <Active of={bridges} />
        </Section>
      )}
      <Section title={said.corridor.active(count(activeCount))}>
        {activeCount === 0 && <p>{said.corridor.noActive}</p>}
        <Active of={active} />
      </Section>
    </>
  );
}

const Name = ({ of: { id, name } }: { of: { id: string; name: string } }) => <a href={organisationAddress(id)}>{name}</a>;

export function EndTies({ report: { endTies, directEndTies, ordered } }: Of) {
  if (!ordered) return null;
  return (
    <Section title={said.corridor.endTies(count(directEndTies))}>
      {endTies.length === 0 && <p>{said.corridor.noEndTies}</p>}
      <List class="records" items={endTies} first={5} each={({ one, partner, other, strength }) => (
        <li key={one.id + other.id + (partner?.id ?? '')}>
          <Name of={one} /> – {partner && <><Name of={partner} /> – </>}<Name of={other} />
          <br />
          <Measure value={strength} label={said.record.strength} />
        </li>
      )} />
    </Section>
  );
}
