/** About the data: from where, how much, how fresh, how sure; how scores come about; how to correct a fact. */
import { address } from '../../address.ts';
import { useAnswer } from '../../answers.ts';
import { DataPage, type DataPageQuery } from '../../generated/data.ts';
import { count, date, score, word } from '../../language.ts';
import { said } from '../../messages/later.ts';
import '../../messages/ofData.ts';
import { useHeading } from '../../navigation.ts';
import { Cite } from '../record/Cite.tsx';
import { Estimates } from '../record/Estimates.tsx';
import { Awaited, Section } from '../record/parts.tsx';

function Counts({ of: { counts } }: { of: DataPageQuery['revision'] }) {
  return (
    <Section title={said.data.counts}>
      <dl class="known">
        {counts.map(({ what, count: many }) => (
          <div key={what}><dt>{said.data.what[what] ?? what}</dt><dd class="number">{count(many)}</dd></div>
        ))}
      </dl>
    </Section>
  );
}

function Sources({ of }: { of: DataPageQuery['sources'] }) {
  return (
    <Section title={said.data.sources}>
      <ul class="records">
        {of.map(({ name, title, publisher, licence, address: where, retrieved }) => (
          <li key={name}>
            {where ? <a href={where} target="_top" rel="noreferrer">{title}</a> : <b>{title}</b>}
            <p>{said.data.source(publisher, licence, date(retrieved))}</p>
          </li>
        ))}
      </ul>
      <p>{said.data.pages}</p>
    </Section>
  );
}

const LAYERS = ['relations', 'ties', 'statements'];
const FORMATS = { gexf: 'GEXF', graphml: 'GraphML', csv: 'CSV', parquet: 'Parquet', jsonld: 'JSON-LD' };

/** The whole graph for analysts' own tools: a file for each layer and format that the server writes. */
function Files() {
  return (
    <Section title={said.data.files}>
      <p>{said.data.forAnalysts}</p>
      <dl class="known">
        {LAYERS.map((layer) => (
          <div key={layer}>
            <dt>{said.data.layers[layer]}</dt>
            <dd>{Object.entries(FORMATS).map(([format, name], at) => <>{at > 0 && ' · '}<a href={`/export/${layer}.${format}`} download>{name}</a></>)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Sureness() {
  return (
    <Section title={said.data.sure}>
      <dl class="known">
        {['verified', 'imported', 'recalled', 'inferred'].map((each) => (
          <div key={each}><dt>{word('Confidence', each)}</dt><dd>{said.data.confidence[each]}</dd></div>
        ))}
      </dl>
    </Section>
  );
}

/** What each kind of relation is worth, from the model's one table: those that tie, and those that put into a market. */
function Worths({ kinds }: { kinds: DataPageQuery['relationKinds'] }) {
  return (
    <div class="scrolled" tabIndex={0} role="region" aria-label={said.data.worths}>
      <table>
        <caption>{said.data.worths}</caption>
        <thead>
          <tr><th scope="col">{said.data.kind}</th><th scope="col" class="number">{said.data.base}</th><th scope="col" class="number">{said.data.halfLife}</th><th scope="col">{said.data.does}</th></tr>
        </thead>
        <tbody>
          {kinds.filter(({ base }) => base > 0).map(({ name, base, halfLife, carries, meaning }) => (
            <tr key={name}>
              <th scope="row" title={meaning}>{word('RelationKindName', name)}</th>
              <td class="number">{score(base)}</td>
              <td class="number">{halfLife === null ? said.data.never : said.data.years(halfLife)}</td>
              <td>{word('Carries', carries)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Scores({ kinds }: { kinds: DataPageQuery['relationKinds'] }) {
  return (
    <Section title={said.data.scores}>
      <ul>{said.data.how.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      <Worths kinds={kinds} />
    </Section>
  );
}

export default function DataPageOf() {
  const asked = useAnswer(DataPage, {});
  const heading = useHeading(said.data.title, Boolean(asked.data));
  if (!asked.data) return <Awaited asked={asked} unknown={said.data.title} to={address} />;
  const { revision, sources, relationKinds, world, europe } = asked.data;
  return (
    <article class="record-page">
      <header>
        <h1 ref={heading} tabIndex={-1}>{said.data.title}</h1>
        <p>{said.data.fresh(revision.number, date(revision.asOf), date(revision.builtAt))}</p>
      </header>
      <Sources of={sources} />
      <Counts of={revision} />
      <Sureness />
      <Scores kinds={relationKinds} />
      <Estimates of={world} title={said.data.world} />
      <p>{said.data.blank(count(world.blankCount), count(world.countryCount))}</p>
      <Estimates of={europe} title={said.data.europe} />
      <Files />
      <Section title={said.data.correct}>
        <ul>{said.data.correcting.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      </Section>
      <Section title={said.data.map}><p>{said.map.borders}</p></Section>
      <Cite name={said.data.title} revision={revision.number} asOf={revision.asOf} />
    </article>
  );
}
