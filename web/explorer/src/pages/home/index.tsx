/** The first page: the question, where the asker can go, questions that others ask, what all rests on. */
import { useLocation } from 'preact-iso/router';
import { address, askAddress, hasAsker, type Question, readQuestion } from '../../address.ts';
import { useAnswer } from '../../answers.ts';
import { QuestionForm } from '../../form/QuestionForm.tsx';
import { Holdings } from '../../generated/home.ts';
import { count, date, t } from '../../language.ts';
import { useHeading } from '../../navigation.ts';
import { WhereTo } from './WhereTo.tsx';

const EXAMPLES: Record<keyof typeof t.home.example, Partial<Question>> = {
  korea: { market: 'KR', from: ['energy-cluster-denmark'] },
  kenya: { market: 'KE', from: ['energy-cluster-denmark'] },
  brazil: { market: 'BR', from: ['energy-cluster-denmark'] },
  japan: { market: 'JP', from: ['silicon-saxony'] },
  asean: { corridor: 'asean', from: ['food-bio-cluster-denmark'] },
  outsider: { market: 'JP', country: 'DK', sectors: ['energy'], knows: ['medicon-valley-alliance'] },
};

export default function Home() {
  const { url } = useLocation();
  const question = readQuestion(new URL(url, location.origin).search);
  const heading = useHeading('OpenDoors', true, '/');
  return (
    <article class="home-page">
      <h1 ref={heading} tabIndex={-1}>{t.home.title}</h1>
      <p class="lead">{t.home.lead}</p>
      <QuestionForm question={question} first />
      {hasAsker(question) && <WhereTo question={question} />}
      <Examples />
      <Holding />
    </article>
  );
}

function Examples() {
  return (
    <section aria-labelledby="examples">
      <h2 id="examples">{t.home.examples}</h2>
      <ul class="cards" role="list">
        {Object.entries(EXAMPLES).map(([name, question]) => {
          const [title, who] = t.home.example[name as keyof typeof t.home.example];
          return <li key={name}><a href={askAddress(question)}><strong>{title}</strong> <span>{who}</span></a></li>;
        })}
      </ul>
    </section>
  );
}

function Holding() {
  const { data } = useAnswer(Holdings, {});
  const counts = Object.fromEntries((data?.revision.counts ?? []).map((one) => [one.what, count(one.count)]));
  return (
    <section class="holding" aria-labelledby="holds">
      <h2 id="holds">{t.home.holds}</h2>
      {data && <p>{t.home.holding(counts)}, {t.home.fresh(date(data.revision.asOf))}.</p>}
      <p><a href={address('/data')}>{t.home.about}</a></p>
    </section>
  );
}
