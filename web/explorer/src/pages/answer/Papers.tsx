/** What can be taken along: a link that says when it is outdated, the evidence pack, a table. */
import { askAddress, FIRST, paper, type Question } from '../../address.ts';
import { t } from '../../language.ts';
import { Copy } from '../../parts/Copy.tsx';
import type { Openers } from './heading.ts';

const SEEN_AT_MOST = 25;

export function Papers({ question, answer }: { question: Question; answer: Openers }) {
  const seen = answer.openers.edges.slice(0, SEEN_AT_MOST).map(({ node }) => node.organisation.id);
  const whole = { ...question, first: question.first || String(FIRST) }; // as many as are on the page
  const link = location.origin + askAddress(question, { rev: String(answer.revision.number), digest: answer.digest, seen });
  return (
    <ul class="papers" role="list">
      <li><Copy text={link}>{t.answer.copyLink}</Copy></li>
      <li><a class="button" href={paper('/pack', whole)} target="_blank">{t.answer.pack}</a></li>
      <li><a class="button" href={paper('/answer.csv', whole)} download>{t.answer.csv}</a></li>
    </ul>
  );
}
