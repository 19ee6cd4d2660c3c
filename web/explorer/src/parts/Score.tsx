/** A score in words and number, with a bar that says the same. */
import { score, t, word } from '../language.ts';

export function Score({ value, tier }: { value: number; tier: string }) {
  return (
    <span class={`score ${tier}`}>
      <span class="unseen">{t.parts.score} </span>
      <b>{score(value)}</b> <span>{word('Tier', tier)}</span>
      <span class="bar" aria-hidden="true"><span style={{ inlineSize: `${Math.round(value * 100)}%` }} /></span>
    </span>
  );
}
