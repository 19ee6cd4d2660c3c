/** What stands beside the ranking: the asker's own presence, whom to meet, whose presence has ended, what is too weak. */
import { date, t } from '../../language.ts';
import { period } from '../../parts/EvidencePanel.tsx';
import { List } from '../../parts/List.tsx';
import { OrganisationName } from '../../parts/OrganisationName.tsx';
import { Sources } from '../../parts/Sources.tsx';
import { subtitle } from '../../parts/things.ts';
import type { Openers } from './heading.ts';

export function NotInList({ answer }: { answer: Openers }) {
  const { hubsLeftOut, yourself, past, pastCount, toMeet, frontDoors, belowFloor, openers, exact, completeTo } = answer;
  const ranked = new Set(openers.edges.map(({ node }) => node.organisation.id));
  const unranked = (list: Openers['toMeet']) => list.filter(({ organisation }) => !ranked.has(organisation.id));
  const [meet, doors, cut] = [unranked(toMeet), unranked(frontDoors), exact ? null : completeTo];
  if (!belowFloor && cut === null && ![yourself, meet, doors, past, hubsLeftOut].some((list) => list.length)) return null;
  return (
    <section class="beside" aria-labelledby="beside">
      <h2 id="beside">{t.answer.notInList}</h2>
      {yourself.length > 0 && <h3>{t.answer.yourself}</h3>}
      <ul>{yourself.map((one) => <Yourself key={one.sentence} of={one} />)}</ul>
      <Others title={t.answer.toMeet} list={meet} />
      <Others title={t.answer.frontDoors} list={doors} />
      {past.length > 0 && (
        <>
          <h3>{t.answer.past}</h3>
          <List items={past} each={({ organisation, until }) => (
            <li key={organisation.id}>
              <OrganisationName of={organisation} /> <small>{subtitle(organisation)}</small> {until ? t.answer.until(date(until)) : t.answer.untilUnknown}
            </li>
          )} />
          {pastCount > past.length && <p>{t.answer.pastMore(pastCount - past.length)}</p>}
        </>
      )}
      {hubsLeftOut.length > 0 && <p>{t.answer.hubsLeftOut(hubsLeftOut.map(({ context }) => context.name))}</p>}
      <p>{belowFloor > 0 && t.answer.belowFloor(belowFloor)} {cut !== null && t.answer.completeTo(cut)}</p>
    </section>
  );
}

function Yourself({ of: { sentence, reasons } }: { of: Openers['yourself'][number] }) {
  const dated = reasons.flatMap(({ relation }) => relation ?? []);
  return (
    <li>
      <span lang="en">{sentence}</span> <small>{dated.map(period).join('; ')}</small>
      <Sources evidence={reasons.flatMap(({ evidence }) => evidence)} />
    </li>
  );
}

function Others({ title, list }: { title: string; list: Openers['toMeet'] }) {
  if (!list.length) return null;
  return (
    <>
      <h3>{title}</h3>
      <List items={list} each={({ organisation }) => (
        <li key={organisation.id}><OrganisationName of={organisation} /> <small>{subtitle(organisation)}</small></li>
      )} />
    </>
  );
}
