import { useAnswer } from '../../answers.ts';
import { MarketNews, type MarketNewsQuery } from '../../generated/market.ts';
import { count } from '../../language.ts';
import { said } from '../../messages/later.ts';
import { List } from '../../parts/List.tsx';
import { Cited } from '../record/Cited.tsx';
import { Section } from '../record/parts.tsx';

const YEARS = 2;
type Signal = MarketNewsQuery['signals']['began'][number];

function Signals({ title, of, past }: { title: string; of: Signal[]; past?: boolean }) {
  if (!of.length) return null;
  return (
    <>
      <h3>{title}</h3>
      <List class="records" items={of} first={3} each={({ sentence, relations }) => (
        <li key={sentence} class={past ? 'past' : undefined}>
          <span lang="en">{sentence}</span>
          {relations.map(({ id, evidence }) => <Cited key={id} evidence={evidence} />)}
        </li>
      )} />
    </>
  );
}

/** What began and what ended there in the last years, as far as it is dated. */
export function News({ code, asOf }: { code: string; asOf: string }) {
  const since = String(Number(asOf.slice(0, 4)) - YEARS);
  const asked = useAnswer(MarketNews, { code, since });
  const news = asked.data?.signals;
  if (!news) return null;
  return (
    <Section title={said.market.news(since)}>
      {news.nothing && <p lang="en">{news.nothing}</p>}
      <Signals title={said.market.began(count(news.beganCount))} of={news.began} />
      <Signals title={said.market.ended(count(news.endedCount))} of={news.ended} past />
    </Section>
  );
}
