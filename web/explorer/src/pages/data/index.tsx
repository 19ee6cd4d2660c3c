/** About the data: from where, how much, how fresh, how sure; how scores come about; how to correct a fact. */
import { address } from '../../address.ts';
import { useAnswer } from '../../answers.ts';
import { DataPage, type DataPageQuery } from '../../generated/data.ts';
import { count, date, score, t, word } from '../../language.ts';
import { useHeading } from '../../navigation.ts';
import { Cite } from '../record/Cite.tsx';
import { Estimates } from '../record/Estimates.tsx';
import { Awaited, Section } from '../record/parts.tsx';

function Counts({ of: { counts } }: { of: DataPageQuery['revision'] }) {
  return (
    <Section title={t.data.counts}>
      <dl class="known">
        {counts.map(({ what, count: many }) => (
          <div key={what}><dt>{t.data.what[what] ?? what}</dt><dd class="number">{count(many)}</dd></div>
        ))}
      </dl>
    </Section>
  );
}

function Sources({ of }: { of: DataPageQuery['sources'] }) {
  return (
    <Section title={t.data.sources}>
      <ul class="records">
        {of.map(({ name, title, publisher, licence, address: where, retrieved }) => (
          <li key={name}>
            {where ? <a href={where} target="_top" rel="noreferrer">{title}</a> : <b>{title}</b>}
            <p>{t.data.source(publisher, licence, date(retrieved))}</p>
          </li>
        ))}
      </ul>
      <p>{t.data.pages}</p>
    </Section>
  );
}

function Sureness() {
  return (
    <Section title={t.data.sure}>
      <dl class="known">
        {['verified', 'imported', 'recalled', 'inferred'].map((each) => (
          <div key={each}><dt>{word('Confidence', each)}</dt><dd>{t.data.confidence[each]}</dd></div>
        ))}
      </dl>
    </Section>
  );
}

/** What each kind of relation is worth, from the model's one table: those that tie, and those that put into a market. */
function Worths({ kinds }: { kinds: DataPageQuery['relationKinds'] }) {
  return (
    <div class="scrolled" tabIndex={0} role="region" aria-label={t.data.worths}>
      <table>
        <caption>{t.data.worths}</caption>
        <thead>
          <tr><th scope="col">{t.data.kind}</th><th scope="col" class="number">{t.data.base}</th><th scope="col" class="number">{t.data.halfLife}</th><th scope="col">{t.data.does}</th></tr>
        </thead>
        <tbody>
          {kinds.filter(({ base }) => base > 0).map(({ name, base, halfLife, carries, meaning }) => (
            <tr key={name}>
              <th scope="row" title={meaning}>{word('RelationKindName', name)}</th>
              <td class="number">{score(base)}</td>
              <td class="number">{halfLife === null ? t.data.never : t.data.years(halfLife)}</td>
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
    <Section title={t.data.scores}>
      <ul>{t.data.how.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      <Worths kinds={kinds} />
    </Section>
  );
}

export default function DataPageOf() {
  const asked = useAnswer(DataPage, {});
  const heading = useHeading(t.data.title, Boolean(asked.data));
  if (!asked.data) return <Awaited asked={asked} unknown={t.data.title} to={address} />;
  const { revision, sources, relationKinds, world, europe } = asked.data;
  return (
    <article class="record-page">
      <header>
        <h1 ref={heading} tabIndex={-1}>{t.data.title}</h1>
        <p>{t.data.fresh(revision.number, date(revision.asOf), date(revision.builtAt))}</p>
      </header>
      <Sources of={sources} />
      <Counts of={revision} />
      <Sureness />
      <Scores kinds={relationKinds} />
      <Estimates of={world} title={t.data.world} />
      <p>{t.data.blank(count(world.blankCount), count(world.countryCount))}</p>
      <Estimates of={europe} title={t.data.europe} />
      <Section title={t.data.correct}>
        <ul>{t.data.correcting.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      </Section>
      <Section title={t.data.map}><p>{t.map.borders}</p></Section>
      <Cite name={t.data.title} revision={revision.number} asOf={revision.asOf} />
    </article>
  );
}
