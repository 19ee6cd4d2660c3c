/** A market: who is there, who opens doors for the reader, whose desks go out from it, what happens, what is missing. */
import { useAnswer } from '../../answers.ts';
import { MarketPage, type MarketPageQuery } from '../../generated/market.ts';
import { count, country, word } from '../../language.ts';
import { WorldMap } from '../../map/WorldMap.tsx';
import { said } from '../../messages/later.ts';
import '../../messages/ofRecords.ts';
import { useHeading } from '../../navigation.ts';
import { organisationAddress } from '../../parts/OrganisationName.tsx';
import { Cite } from '../record/Cite.tsx';
import { Estimates } from '../record/Estimates.tsx';
import { DoorsForMe } from '../record/ForMe.tsx';
import { Awaited, corridorAddress, marketAddress, Organisation, Section } from '../record/parts.tsx';
import { List } from '../../parts/List.tsx';
import { Events } from './Events.tsx';
import { News } from './News.tsx';
import { WhoIsThere } from './WhoIsThere.tsx';

/** Entries of a list that are shown at first. */
const FEW = 5;

type Agency = MarketPageQuery['home']['nodes'][number];

function Desks({ agency }: { agency: Agency }) {
  if (!('offices' in agency) || !agency.offices.nodes.length) return null;
  const { nodes, totalCount } = agency.offices;
  return (
    <details class="group">
      <summary>{said.market.desks(count(totalCount ?? nodes.length))}</summary>
      <ul class="records places">
        {nodes.map((office) => (
          <li key={office.id}>
            <a href={organisationAddress(office.id)}>{[office.place?.city, country(office.country?.code)].filter(Boolean).join(', ') || office.name}</a>
          </li>
        ))}
      </ul>
    </details>
  );
}

const desksOf = (agency: Agency) => ('offices' in agency && agency.offices.totalCount) || 0;

/** Those with most desks abroad come first: they are what is looked for here. */
function Agencies({ of: { nodes, totalCount }, name }: { of: MarketPageQuery['home']; name: string }) {
  const agencies = nodes.toSorted((a, b) => desksOf(b) - desksOf(a));
  const rest = (totalCount ?? agencies.length) - agencies.length;
  return (
    <Section title={said.market.agencies(name)}>
      {agencies.length === 0 && <p>{said.market.noAgencies}</p>}
      <List class="records" items={agencies} first={FEW} each={(agency) => (
        <li key={agency.id}>
          <Organisation of={agency} /> {'form' in agency && <small>· {word('AgencyForm', agency.form)}</small>}
          <Desks agency={agency} />
        </li>
      )} />
      {rest > 0 && <p>{said.record.rest(count(rest))}</p>}
    </Section>
  );
}

function Corridors({ of }: { of: { id: string; name: string; kind: string }[] }) {
  return (
    <Section title={said.market.corridors}>
      {of.length === 0 && <p>{said.market.noCorridors}</p>}
      <List class="records" items={of} first={FEW} each={({ id, name, kind }) => (
        <li key={id}><a href={corridorAddress(id)}>{name}</a> <small>{word('CorridorKind', kind)}</small></li>
      )} />
    </Section>
  );
}

function Map({ code, name }: { code: string; name: string }) {
  return (
    <WorldMap
      title={said.market.map(name)} markets={new globalThis.Map([[code, { standing: 'marked', words: said.market.here }]])}
      legend={new globalThis.Map([['marked', name]])}
    />
  );
}

export default function MarketPageOf({ code: given }: { code: string }) {
  const code = given.toUpperCase();
  const asked = useAnswer(MarketPage, { code, area: code });
  const page = asked.data;
  const name = country(code);
  const heading = useHeading(name, Boolean(page?.market), `/market/${code}`);
  if (!page?.market) return <Awaited asked={asked} unknown={said.market.unknown} to={marketAddress} />;
  const { market, coverage } = page;
  const cities = [...new Set([market.capital, market.mainBusinessCity].filter(Boolean))];
  return (
    <article class="record-page">
      <header>
        <p class="subtitle">{[word('NodeKind', 'market'), cities.join(', ')].filter(Boolean).join(' · ')}</p>
        <h1 ref={heading} tabIndex={-1}>{name}</h1>
        <p>{said.market.held(count(market.organisationsLocated), count(market.organisationsPresent), count(coverage.holding.held))}</p>
      </header>
      <div class="with-map">
        <DoorsForMe market={code} name={name} />
        <Map code={code} name={name} />
      </div>
      <WhoIsThere code={code} name={name} counts={market.countsByKind} />
      <Agencies of={page.home} name={name} />
      <Corridors of={market.corridors} />
      <Events events={page.events} />
      <News code={code} asOf={coverage.asOf} />
      <Estimates of={coverage} />
      <Cite name={name} revision={coverage.revision.number} asOf={coverage.asOf} />
    </article>
  );
}
