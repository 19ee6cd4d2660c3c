import type { OpenerNode } from './Answer.tsx';
import type { Given, Tell } from './View.tsx';
import type { Words } from './words.ts';

interface Props {
  opener: OpenerNode;
  words: Words;
  /** Who asks, by name. */
  from: string;
  question: Given;
  tell: Tell;
}

type Step = OpenerNode['route']['steps'][number];
type Evidence = OpenerNode['presenceReasons'][number]['evidence'][number];

/** One door opener: who, how sure, why, by which way; steps and sources behind a summary. */
export function Opener({ opener, words, from, question, tell }: Props) {
  const { organisation, rank, score, tier, why, route, how } = opener;
  const choose = (event: Event) => {
    const { id, name } = organisation;
    if (!tell('open-doors-select', { id, name, rank, score, how })) event.preventDefault();
  };
  return (
    <li part="opener" value={rank ?? undefined}>
      <h4>
        <a part="name" href={pageOf(organisation.id, question)} target="_blank" rel="noopener" onClick={choose}>
          {organisation.name}
        </a>{' '}
        <span part="score" class={tier}>
          {words.tier[tier]} <span class="number">{words.score(score)}</span>
        </span>
      </h4>
      <p part="subtitle">
        {organisation.subtitle}
        {opener.unconfirmed && ` · ${words.unconfirmed}`}
      </p>
      <p part="route">{from + route.steps.map(({ kind, to }) => ` ${kind === 'tie' ? '→' : '⇢'} ${to.name}`).join('')}</p>
      <p part="why" lang="en">
        {why}
      </p>
      <details part="details">
        <summary>{words.steps}</summary>
        <ol class="steps">
          {route.steps.map((step) => (
            <li key={step.to.id}>
              <span lang="en">{step.sentence}</span> <Sources of={evidenceOf(step)} words={words} />
            </li>
          ))}
        </ol>
        <small>{words.presence}</small>
        <Sources of={opener.presenceReasons.flatMap(({ evidence }) => evidence)} words={words} />
      </details>
    </li>
  );
}

function evidenceOf(step: Step): Evidence[] {
  return step.relations.flatMap(({ relation }) => relation.evidence);
}

/** Each source once, as a link to the page where it says so. */
function Sources({ of, words }: { of: Evidence[]; words: Words }) {
  const once = new Map(of.map((evidence) => [evidence.url ?? evidence.source.title, evidence]));
  return (
    <ul part="sources">
      {[...once.values()].map(({ source, url, retrieved, confidence }) => (
        <li key={url}>
          {url && /^https?:/.test(url) ? (
            <a part="link" href={url} target="_blank" rel="noopener noreferrer">
              {new URL(url).hostname}
            </a>
          ) : (
            source.title
          )}{' '}
          <small>
            {words.confidence[confidence]}
            {retrieved && `, ${words.read(retrieved)}`}
          </small>
        </li>
      ))}
    </ul>
  );
}

/** The organisation's page on the server that is asked. */
function pageOf(id: string, { endpoint }: Given): string {
  return new URL(`/organisation/${encodeURIComponent(id)}`, endpoint).href;
}
