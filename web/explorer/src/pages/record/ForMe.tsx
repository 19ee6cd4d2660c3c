/** Who asks, on a page about something else: kept in its address as `from`, as everywhere. */
import { useLocation } from 'preact-iso/router';
import { useEffect, useRef } from 'preact/hooks';
import { address, askAddress, askers, hasAsker, type Question, readQuestion } from '../../address.ts';
import { useAnswer } from '../../answers.ts';
import { DoorsFor, type DoorsForQuery, RoutesTo } from '../../generated/record.ts';
import { word } from '../../language.ts';
import { said } from '../../messages/later.ts';
import { OrganisationPicker } from '../../parts/pickers.tsx';
import { Score } from '../../parts/Score.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { Way } from '../../parts/Way.tsx';
import { Measure, Organisation, Section } from './parts.tsx';

export function useAsker(): Question {
  const { url } = useLocation();
  return readQuestion(url.split('?')[1] ?? '');
}

/** Whether who asks has just been named: what was asked for then takes the focus. */
let named = false;

function useNamed(known: boolean) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (known && named) heading.current?.focus();
    named = false;
  }, [known]);
  return heading;
}

/** A field to say who asks, and the page anew for whom it names. */
function WhoAsks({ why }: { why: string }) {
  const { route, path } = useLocation();
  return (
    <div class="for-me">
      <p>{why}</p>
      <OrganisationPicker label={said.record.who} value="" onTake={({ id }) => ((named = true), route(address(path, { from: [id] })))} />
    </div>
  );
}

function AskForAnother() {
  const { path } = useLocation();
  return <a href={address(path)}>{said.record.another}</a>;
}

type Opener = DoorsForQuery['doorOpeners']['openers']['nodes'][number];

function Openers({ openers }: { openers: Opener[] }) {
  return (
    <ol class="records">
      {openers.map((opener) => (
        <li key={opener.organisation.id}>
          <Organisation of={opener.organisation} /> <Score value={opener.score} tier={opener.tier} /> · {word('How', opener.how)}
          <p lang="en">{opener.why}</p>
        </li>
      ))}
    </ol>
  );
}

/** Who opens this door for the asker; without one, a field to say who asks. */
export function DoorsForMe({ market = '', corridor = '', name }: { market?: string; corridor?: string; name: string }) {
  const question = useAsker();
  const known = hasAsker(question);
  const heading = useNamed(known);
  const to = { market: market || null, corridor: corridor || null };
  const asked = useAnswer(DoorsFor, known ? { from: askers(question), ...to } : null);
  if (!known) return <Section title={said.record.doors(name)}><WhoAsks why={said.record.doorsWho} /></Section>;
  const found = asked.data?.doorOpeners;
  const who = found?.askers.map(({ organisation }) => organisation?.name ?? said.record.you).join(', ') ?? said.record.you;
  return (
    <Section title={said.record.doorsFor(name, who)} heading={heading}>
      <Waiting asked={asked} />
      {found?.diagnosis && <p lang="en">{found.diagnosis.message}</p>}
      {found && <Openers openers={found.openers.nodes} />}
      <p>
        {found && <a class="button" href={askAddress({ ...question, market, corridor })}>{said.record.wholeAnswer(found.openers.totalCount ?? 0)}</a>}{' '}
        <AskForAnother />
      </p>
    </Section>
  );
}

/** The best ways for the asker to be introduced to an organisation; without an asker, a field to say who asks. */
export function RoutesForMe({ id, name }: { id: string; name: string }) {
  const question = useAsker();
  const [from] = hasAsker(question) ? askers(question) : [];
  const known = from !== undefined && from.id !== id;
  const heading = useNamed(known);
  const asked = useAnswer(RoutesTo, known ? { from, to: id } : null);
  if (!known) return <Section title={said.record.routes(name)}><WhoAsks why={said.record.routesWho} /></Section>;
  const found = asked.data?.introductions;
  const who = found?.asker.organisation?.name ?? said.record.you;
  return (
    <Section title={said.record.routesFrom(name, who)} heading={heading}>
      <Waiting asked={asked} />
      {found?.diagnosis && <p lang="en">{found.diagnosis.message}</p>}
      <ol class="records">
        {found?.routes.map((way, place) => (
          <li key={place}>
            <Way steps={way.steps} asker={who} /> <Measure value={way.strength} label={said.record.strength} />
            <ul class="why">{way.steps.map((step) => <li key={step.to.id} lang="en">{step.sentence}</li>)}</ul>
          </li>
        ))}
      </ol>
      <p><AskForAnother /></p>
    </Section>
  );
}
