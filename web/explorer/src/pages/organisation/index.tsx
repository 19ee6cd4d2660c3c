/** An organisation: what it is, which doors it opens, to whom it is tied, what is on record, and what nobody knows. */
import { address } from '../../address.ts';
import { useAnswer } from '../../answers.ts';
import { OrganisationPage, type OrganisationPageQuery } from '../../generated/organisation.ts';
import { count, country, date, listed, word } from '../../language.ts';
import { said } from '../../messages/later.ts';
import '../../messages/ofRecords.ts';
import { useHeading } from '../../navigation.ts';
import { List } from '../../parts/List.tsx';
import { organisationAddress } from '../../parts/OrganisationName.tsx';
import { subtitle } from '../../parts/things.ts';
import { Cited } from '../record/Cited.tsx';
import { Cite } from '../record/Cite.tsx';
import { RoutesForMe } from '../record/ForMe.tsx';
import { Awaited, MarketLink, Measure, Section } from '../record/parts.tsx';
import { Record } from './Record.tsx';
import { Ties } from './Ties.tsx';

export type Shown = NonNullable<OrganisationPageQuery['organisation']>;
type Stock = OrganisationPageQuery['takeStock'];

function Names({ of: { nativeName, otherNames } }: { of: Shown }) {
  const all = [...(nativeName ? [{ kind: 'native', name: nativeName }] : []), ...otherNames];
  const names = [...new Map(all.map((one) => [one.name, one])).values()];
  if (!names.length) return null;
  return <p class="names">{names.map(({ kind, name }) => `${name} (${word('OtherNameKind', kind)})`).join(' · ')}</p>;
}

/** What is known of it in a word each; what is not known is not shown here. */
function known(of: Shown): [string, string][] {
  const form = 'clusterForm' in of ? word('ClusterForm', of.clusterForm) : 'agencyForm' in of ? word('AgencyForm', of.agencyForm) : '';
  const facts: [string, string | null][] = [
    [said.organisation.form, form],
    [said.organisation.status, of.status === 'active' ? '' : word('OrganisationStatus', of.status)],
    [said.organisation.where, [of.place?.city, of.place?.regionName, country(of.country?.code)].filter(Boolean).join(', ')],
    [said.organisation.sectors, listed(of.sectors.map(({ name }) => name))],
    [said.organisation.founded, of.founded && date(of.founded)],
    [said.organisation.dissolved, of.dissolved && date(of.dissolved)],
    [said.organisation.ownership, word('Ownership', of.ownership)],
    [said.organisation.size, word('CompanySize', of.size)],
    [said.organisation.mandate, of.hasPublicMandate ? said.organisation.yes : ''],
    [said.organisation.languages, listed(of.languages)],
    [said.organisation.competences, listed(of.competences)],
  ];
  return facts.filter((pair): pair is [string, string] => Boolean(pair[1]));
}

function About({ of }: { of: Shown }) {
  return (
    <>
      <dl class="known">
        {known(of).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
        {of.website && <div><dt>{said.organisation.website}</dt><dd><a href={of.website} target="_top" rel="noreferrer">{of.website.replace(/^https?:\/\//, '')}</a></dd></div>}
      </dl>
      <Cited evidence={of.statements.map(({ evidence }) => evidence)} />
    </>
  );
}

function Markets({ stock }: { stock: Stock }) {
  return (
    <Section title={said.organisation.markets}>
      {stock.markets.length === 0 && <p>{said.organisation.noMarkets}</p>}
      <List class="records" items={stock.markets} first={6} each={(one) => (
        <li key={one.market.id}>
          <MarketLink code={one.market.id} /> <Measure value={one.value} label={said.organisation.worth} />
          <p lang="en">{one.sentence}</p>
          <Cited evidence={one.reasons.flatMap(({ evidence }) => evidence)} />
        </li>
      )} />
      {stock.marketCount > stock.markets.length && <p>{said.record.rest(count(stock.marketCount - stock.markets.length))}</p>}
      {stock.pastMarkets.length > 0 && (
        <>
          <h3>{said.organisation.pastMarkets}</h3>
          <ul class="records">
            {stock.pastMarkets.map((one) => (
              <li key={one.market.id} class="past">
                <p lang="en">{one.sentence}</p>
                <Cited evidence={one.ended.flatMap(({ evidence }) => evidence)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

export default function Organisation({ id }: { id: string }) {
  const asked = useAnswer(OrganisationPage, { id });
  const of = asked.data?.organisation;
  const heading = useHeading(of?.name ?? id, Boolean(of), `/organisation/${id}`);
  if (!of || !asked.data) {
    return <Awaited asked={asked} unknown={said.organisation.unknown} to={organisationAddress} />;
  }
  const stock = asked.data.takeStock;
  return (
    <article class="record-page">
      <header>
        <p class="subtitle">{subtitle(of)}</p>
        <h1 ref={heading} tabIndex={-1}>{of.name}</h1>
        <Names of={of} />
        {stock.note && (
          <p class="note" lang="en">
            {stock.note}{' '}
            {stock.organisation.id !== of.id && <a href={organisationAddress(stock.organisation.id)}>{stock.organisation.name}</a>}
          </p>
        )}
        <p class="actions"><a class="button" href={address('/', { from: [of.id] })}>{said.organisation.start}</a></p>
      </header>
      <About of={of} />
      <RoutesForMe id={of.id} name={of.name} />
      <Markets stock={stock} />
      <Ties of={of} />
      <Record id={of.id} />
      {stock.notKnown.length > 0 && (
        <Section title={said.organisation.notKnown}>
          <List class="records" items={stock.notKnown} first={8} each={({ sentence }) => <li key={sentence} lang="en">{sentence}</li>} />
        </Section>
      )}
      <Cite name={of.name} revision={stock.revision.number} asOf={stock.asOf} />
    </article>
  );
}
