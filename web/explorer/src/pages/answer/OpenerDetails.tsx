/** An opened door opener: each step with what it rests on, why it counts as being there, other ways, its score. */
import { useState } from 'preact/hooks';
import { variables } from '../../address.ts';
import { useAnswer } from '../../answers.ts';
import { OpenerDetail, type OpenerDetailQuery } from '../../generated/detail.ts';
import type { StepFactsFragment } from '../../generated/evidence.ts';
import { country, score, t, word } from '../../language.ts';
import { EvidencePanel } from '../../parts/EvidencePanel.tsx';
import { Sources } from '../../parts/Sources.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { Way } from '../../parts/Way.tsx';
import type { Row } from './OpenerRow.tsx';
import { Request } from './Request.tsx';

type Detail = OpenerDetailQuery['doorOpeners']['openers']['nodes'][number];

export function OpenerDetails({ question, opener, after, asker }: Row) {
  const { first: _, ...asking } = variables(question);
  const asked = useAnswer(OpenerDetail, { ...asking, after });
  const detail = asked.data?.doorOpeners.openers.nodes[0];
  return (
    <div class="details">
      <Waiting asked={{ ...asked, former: null }} rows={2} />
      {detail && (
        <>
          <Steps steps={detail.route.steps} />
          <Presence detail={detail} />
          <OtherWays detail={detail} asker={asker} />
          <p class="product">
            {t.answer.product(score(opener.score), score(opener.route.strength), score(opener.presence), score(opener.sectorFit * opener.serviceFit))}
          </p>
          <Request opener={opener} asker={asker} question={question} />
        </>
      )}
    </div>
  );
}

/** The steps; each opens what it rests on. */
function Steps({ steps }: { steps: StepFactsFragment[] }) {
  const [shown, show] = useState<StepFactsFragment | null>(null);
  return (
    <section>
      <h4>{t.answer.theWay}</h4>
      <ol class="steps">
        {steps.map((step) => (
          <li key={step.to.id} class={`by-${step.kind}`}>
            <span lang="en">{step.sentence}</span>{' '}
            <button type="button" onClick={() => show(step)} aria-haspopup="dialog">
              {score(step.strength)} · {t.answer.restsOn(step.relations.length)}
              <span class="unseen"> {step.to.name}</span>
            </button>
          </li>
        ))}
      </ol>
      {shown && <EvidencePanel step={shown} onClose={() => show(null)} />}
    </section>
  );
}

function Presence({ detail }: { detail: Detail }) {
  return (
    <section>
      <h4>{t.answer.presence}</h4>
      <ul class="reasons" role="list">
        {detail.presenceReasons.map(({ reason, worth, market, relation, evidence }, at) => (
          <li key={at}>
            {relation ? <span lang="en">{relation.sentence}</span> : `${country(market.code)}: ${word('PresenceWord', reason)}`}
            {' '}({score(worth)})
            <Sources evidence={evidence} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OtherWays({ detail: { alternatives, fallback }, asker }: { detail: Detail; asker: string }) {
  return (
    <section>
      <h4>{t.answer.otherWays}</h4>
      {!alternatives.length && <p>{t.answer.noOther}</p>}
      <ul role="list" class="ways">
        {alternatives.map((route, at) => <li key={at}><Way steps={route.steps} asker={asker} menus /> <small>{t.parts.strength} {score(route.strength)}</small></li>)}
      </ul>
      <h4>{t.answer.fallback}</h4>
      {!fallback && <p>{t.answer.noFallback}</p>}
      {fallback && <div><Way steps={fallback.steps} asker={asker} menus /> <small>{t.parts.strength} {score(fallback.strength)}</small></div>}
    </section>
  );
}
