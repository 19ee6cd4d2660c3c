/** A corridor, bloc or region of several markets: what lies along it, who bridges it, where nobody does. */
import { useAnswer } from '../../answers.ts';
import { CorridorPage, type CorridorPageQuery } from '../../generated/corridor.ts';
import { country, date, listed, word } from '../../language.ts';
import { WorldMap } from '../../map/WorldMap.tsx';
import { said } from '../../messages/later.ts';
import '../../messages/ofRecords.ts';
import { useHeading } from '../../navigation.ts';
import { useLocation } from 'preact-iso/router';
import { useState } from 'preact/hooks';
import { Cite } from '../record/Cite.tsx';
import { Cited } from '../record/Cited.tsx';
import { DoorsForMe } from '../record/ForMe.tsx';
import { Awaited, corridorAddress, marketAddress, Section } from '../record/parts.tsx';
import { Bridges, EndTies, Legs, Lying } from './Across.tsx';
import { Along } from './Along.tsx';

export type Report = CorridorPageQuery['corridorReport'];
type Shown = NonNullable<CorridorPageQuery['corridor']>;

/** Its markets as a list, and the same on a map; each points at the other. */
function Markets({ report, name }: { report: Report; name: string }) {
  const { route } = useLocation();
  const [pointed, setPointed] = useState<string | null>(null);
  const on = report.markets.map(({ market }) => [market.id, { standing: 'marked', words: said.corridor.on(name) }] as const);
  return (
    <Section title={report.ordered ? said.corridor.along : said.corridor.markets}>
      <div class="with-map">
        <Along report={report} pointed={pointed} onPoint={setPointed} />
        <WorldMap
          title={said.corridor.map(name, listed(report.markets.map(({ market }) => country(market.id))))} markets={new Map(on)}
          legend={new Map([['marked', said.corridor.on(name)]])} pointed={pointed} onPoint={setPointed}
          onChoose={(code) => route(marketAddress(code))}
        />
      </div>
    </Section>
  );
}

function About({ of }: { of: Shown }) {
  const status = word('CorridorStatus', of.status);
  const parts = [status, of.since && said.corridor.since(date(of.since))].filter(Boolean);
  return (
    <>
      <p>
        {parts.join(', ')}
        {of.website && <>{parts.length > 0 && ' · '}<a href={of.website} target="_top" rel="noreferrer">{of.website.replace(/^https?:\/\//, '')}</a></>}
      </p>
      <Cited evidence={of.statements.map(({ evidence }) => evidence)} />
    </>
  );
}

export default function CorridorPageOf({ id }: { id: string }) {
  const asked = useAnswer(CorridorPage, { id });
  const of = asked.data?.corridor;
  const heading = useHeading(of?.name ?? id, Boolean(of), `/corridor/${id}`);
  if (!of || !asked.data) return <Awaited asked={asked} unknown={said.corridor.unknown} to={corridorAddress} />;
  const report = asked.data.corridorReport;
  return (
    <article class="record-page">
      <header>
        <p class="subtitle">{word('CorridorKind', of.kind)}</p>
        <h1 ref={heading} tabIndex={-1}>{of.name}</h1>
        <About of={of} />
      </header>
      <DoorsForMe corridor={of.id} name={of.name} />
      <Markets report={report} name={of.name} />
      <Legs report={report} />
      <Lying report={report} />
      <Bridges report={report} />
      <EndTies report={report} />
      <Cite name={of.name} revision={report.revision.number} asOf={report.asOf} />
    </article>
  );
}
