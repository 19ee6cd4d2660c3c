/** What is held of an area beside what others estimate of it: they count different things, and are never added up. */
import type { SaidFragment } from '../../generated/evidence.ts';
import { count, percent, t, word } from '../../language.ts';
import { said } from '../../messages/later.ts';
import { List } from '../../parts/List.tsx';
import { Cited } from './Cited.tsx';
import { Section } from './parts.tsx';

interface Compared {
  noShare?: string | null;
  holding: { held: number; unconfirmed: number; untied: number };
  estimates: {
    sentence: string;
    share: number | null;
    estimate: { id: string; count: number; what: string; year: number | null; publisher: string; statements: { evidence: SaidFragment }[] };
  }[];
}

export function Estimates({ of: { holding, estimates, noShare }, title = said.record.held }: { of: Compared; title?: string }) {
  const { held, unconfirmed, untied } = holding;
  return (
    <Section title={title}>
      <p>{held ? said.record.holding(count(held), count(unconfirmed), count(untied)) : said.record.noneHeld}</p>
      {estimates.length === 0 && !noShare && <p>{said.record.noEstimate}</p>}
      <List class="records" items={estimates} each={({ sentence, share, estimate }) => (
        <li key={estimate.id}>
          <b>{count(estimate.count)}</b> {word('EstimateOf', estimate.what)} <small>{estimate.publisher}, {estimate.year ?? t.undated}</small>
          {share !== null && <span> · {said.record.share(percent(share))}</span>}
          <p lang="en">{sentence}</p>
          <Cited evidence={estimate.statements.map(({ evidence }) => evidence)} />
        </li>
      )} />
      {noShare && <p lang="en">{noShare}</p>}
    </Section>
  );
}
