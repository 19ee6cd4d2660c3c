/** A route on one line: who introduces to whom. Steps that need no tie are drawn otherwise, and say so. */
import { t, word } from '../language.ts';
import { OrganisationName, type Someone } from './OrganisationName.tsx';

interface Step {
  kind: string;
  to: Someone;
}

/** `asker`: what the first one is called. */
export function Way({ steps, asker, menus }: { steps: Step[]; asker: string; menus?: boolean }) {
  return (
    <ol class="way" role="list" aria-label={t.parts.way}>
      <li>{asker}</li>
      {steps.map(({ kind, to }) => (
        <li key={to.id} class={`by-${kind}`} title={word('StepKind', kind)}>
          <span class="unseen">{word('StepKind', kind)}: </span>
          {menus ? <OrganisationName of={to} /> : to.name}
        </li>
      ))}
    </ol>
  );
}
