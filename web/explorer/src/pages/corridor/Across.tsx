/** Who joins the markets of a corridor, and where nobody does. */
import { count, country, listed, t } from '../../language.ts';
import { List } from '../../parts/List.tsx';
import { Cited } from '../record/Cited.tsx';
import { MarketLink, Measure, Organisation, Section } from '../record/parts.tsx';
import type { Report } from './index.tsx';

type Of = { report: Report };

/** From each market to the next: how many join them, or that it is a gap. */
export function Legs({ report: { legs } }: Of) {
  if (!legs.length) return null;
  return (
    <Section title={t.corridor.legs}>
      <ol class="records">
        {legs.map((leg) => (
          <li key={leg.from.id + leg.to.id}>
            <MarketLink code={leg.from.id} /> → <MarketLink code={leg.to.id} />
            <p>
              {leg.gap && <strong>{t.corridor.gap} </strong>}
              {t.corridor.leg(count(leg.organisations), count(leg.ties))} {leg.gap && leg.operators > 0 && t.corridor.operators(count(leg.operators))}
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
    <Section title={t.corridor.lying(count(lyingCount))}>
      <List class="records" items={lying} first={6} each={({ organisation, relations }) => (
        <li key={organisation.id}>
          <Organisation of={organisation} />
          {relations.map((relation) => <Cited key={relation.sentence} evidence={relation.evidence} />)}
        </li>
      )} />
      {lyingCount > lying.length && <p>{t.record.rest(count(lyingCount - lying.length))}</p>}
    </Section>
  );
}

function Active({ of }: { of: Report['active'] }) {
  return (
    <List class="records" items={of} first={6} each={({ organisation, markets }) => (
      <li key={organisation.id}>
        <Organisation of={organisation} />
        <p>{t.corridor.presentIn(listed(markets.map(({ market }) => country(market.id))))}</p>
      </li>
    )} />
  );
}

/** Who is in both its ends; where it has none, who is in several of its markets. */
export function Bridges({ report: { ordered, bridges, bridgeCount, active, activeCount } }: Of) {
  return (
    <>
      {ordered && (
        <Section title={t.corridor.bridges(count(bridgeCount))}>
          {bridgeCount === 0 && <p>{t.corridor.noBridge}</p>}
          <Active of={bridges} />
        </Section>
      )}
      <Section title={t.corridor.active(count(activeCount))}>
        {activeCount === 0 && <p>{t.corridor.noActive}</p>}
        <Active of={active} />
      </Section>
    </>
  );
}

export function EndTies({ report: { endTies, directEndTies, ordered } }: Of) {
  if (!ordered) return null;
  return (
    <Section title={t.corridor.endTies(count(directEndTies))}>
      {endTies.length === 0 && <p>{t.corridor.noEndTies}</p>}
      <List class="records" items={endTies} first={5} each={({ one, partner, other, strength }) => (
        <li key={one.id + other.id + (partner?.id ?? '')}>
          <Organisation of={one} /> – {partner && <><Organisation of={partner} /> – </>}<Organisation of={other} />{' '}
          <Measure value={strength} label={t.record.strength} />
        </li>
      )} />
    </Section>
  );
}
