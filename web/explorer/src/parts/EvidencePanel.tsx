/** What a step rests on: each relation, its factors in words and numbers, each source. A sheet on a phone; Esc returns. */
import { useEffect, useRef } from 'preact/hooks';
import type { StepFactsFragment } from '../generated/evidence.ts';
import { date, score, t, word } from '../language.ts';
import { Sources } from './Sources.tsx';

type Fact = StepFactsFragment['relations'][number];

export function EvidencePanel({ step, onClose }: { step: StepFactsFragment; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="panel" aria-labelledby="step-sentence" onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}>
      <div>
        <button type="button" class="close" onClick={() => dialog.current!.close()}>{t.parts.close}</button>
        <h2 id="step-sentence" lang="en">{step.sentence}</h2>
        <p>{word('StepKind', step.kind)} · {t.parts.strength} <b>{score(step.strength)}</b></p>
        {step.ended && <p>{t.parts.ended(date(step.ended))}</p>}
        {step.relations.length === 0 && <p>{t.parts.noRelation}</p>}
        {step.relations.map((fact) => <FactOf key={fact.relation.id} fact={fact} />)}
      </div>
    </dialog>
  );
}

function FactOf({ fact }: { fact: Fact }) {
  return (
    <section class="fact">
      <h3 lang="en">{fact.relation.sentence}</h3>
      {fact.otherRelation && <p lang="en">{fact.otherRelation.sentence}</p>}
      <p>{period(fact.relation)} · {word('RelationStatus', fact.relation.status)}</p>
      <Factors fact={fact} />
      <Sources evidence={[...fact.relation.evidence, ...(fact.otherRelation?.evidence ?? [])]} />
    </section>
  );
}

/** "2019 – 2024, last known to hold in 2024", or that nobody dates it. */
export function period({ since, until, lastHeld }: { since: string | null; until: string | null; lastHeld: string | null }): string {
  if (!since && !until) return lastHeld ? t.parts.undatedHeld(date(lastHeld)) : t.undated;
  const span = until ? `${since ? date(since) : '…'} – ${date(until)}` : t.parts.since(date(since));
  return lastHeld && !until ? `${span}, ${t.parts.lastHeld(date(lastHeld))}` : span;
}

const NEARLY = 0.005;

/** What a relation is worth, as a product. Where confidence does not count, it is not among the factors. */
function Factors({ fact }: { fact: Fact }) {
  const { worth, base, recency, confidence, dilution, handedOver } = fact;
  const counts = Math.abs(base * recency * confidence * dilution * handedOver - worth) < NEARLY;
  const rows: [string, number][] = [
    [t.parts.recency, recency], [t.parts.confidence, counts ? confidence : 1], [t.parts.dilution, dilution], [t.parts.handedOver, handedOver],
  ];
  return (
    <table class="factors">
      <caption class="unseen">{t.parts.worth}</caption>
      <tbody>
        <tr><th scope="row">{t.parts.base}</th><td>{score(base)}</td></tr>
        {rows.filter(([, value]) => value !== 1).map(([name, value]) => (
          <tr key={name}><th scope="row">{name}</th><td>× {score(value)}</td></tr>
        ))}
        <tr class="sum"><th scope="row">{t.parts.worth}</th><td>= {score(worth)}</td></tr>
      </tbody>
    </table>
  );
}
