/** The best door of every market for who asks: as a table, on a map, and where there is none. */
import { useLocation } from 'preact-iso/router';
import { useMemo, useState } from 'preact/hooks';
import { askAddress, askers, constraints, type Question } from '../../address.ts';
import { useAnswer } from '../../answers.ts';
import { Reach } from '../../generated/reach.ts';
import { count, country, listed } from '../../language.ts';
import { WorldMap } from '../../map/WorldMap.tsx';
import { said } from '../../messages/later.ts';
import '../../messages/ofWhereTo.ts';
import { Waiting } from '../../parts/Waiting.tsx';
import '../record/record.css';
import { legend, type Reached as Found, told } from './doors.ts';
import { ReachTable } from './ReachTable.tsx';

function Named({ title, markets, more = 0 }: { title: string; markets: string[]; more?: number }) {
  if (!markets.length) return null;
  return (
    <details class="group">
      <summary>{title}</summary>
      <p>{listed([...markets.sort(), ...(more > 0 ? [said.whereTo.blankMore(count(more))] : [])])}.</p>
    </details>
  );
}

function Blanks({ of: { markets, blankSpots, blankCount, fromHomeOnlyCount } }: { of: Found }) {
  const home = markets.filter((door) => door.onlyFromHome).map((door) => country(door.market.id));
  const blank = blankSpots.map(({ market }) => country(market.id));
  return (
    <>
      <Named title={said.whereTo.blank(count(blankCount))} markets={blank} more={blankCount - blank.length} />
      <Named title={said.whereTo.home(count(fromHomeOnlyCount))} markets={home} />
    </>
  );
}

function Shown({ reach, to }: { reach: Found; to: (code: string) => string }) {
  const { route } = useLocation();
  const [pointed, setPointed] = useState<string | null>(null);
  const markets = useMemo(() => told(reach), [reach]);
  const { strong, moderate, weak, blankCount } = reach;
  const who = listed(reach.askers.map(({ organisation }) => organisation?.name ?? said.record.you));
  return (
    <>
      <p>{said.whereTo.for(who)} {said.whereTo.summary(strong, moderate, weak, blankCount)}</p>
      {!reach.exact && <p>{said.whereTo.inexact}</p>}
      <div class="with-map">
        <ReachTable doors={reach.markets} to={to} pointed={pointed} onPoint={setPointed} />
        <WorldMap title={said.whereTo.map} markets={markets} legend={legend()} pointed={pointed} onPoint={setPointed}
          onChoose={(code) => route(to(code))} />
      </div>
      <Blanks of={reach} />
    </>
  );
}

export function Reached({ question }: { question: Question }) {
  const asked = useAnswer(Reach, {
    from: askers(question), sector: question.sector || null, constraints: constraints(question),
  });
  const reach = asked.former?.reach;
  return (
    <section class="where-to" aria-labelledby="where-to">
      <h2 id="where-to">{said.whereTo.title}</h2>
      <Waiting asked={asked} rows={4} />
      {reach && <Shown reach={reach} to={(code) => askAddress({ ...question, market: code, corridor: '' })} />}
    </section>
  );
}
