import type { SaidFragment } from '../../generated/evidence.ts';
import { word } from '../../language.ts';
import { said } from '../../messages/later.ts';
import { Sources } from '../../parts/Sources.tsx';

const host = ({ url, source }: SaidFragment) => (url ? new URL(url).hostname.replace(/^www\./, '') : source.title);

/** Where a fact can be checked, and how sure it is, on one line; the whole of it is folded under that. */
export function Cited({ evidence }: { evidence: SaidFragment[] }) {
  const [best] = evidence;
  if (!best) return null;
  const more = evidence.length > 1 ? ` · ${said.record.moreSources(evidence.length - 1)}` : '';
  return (
    <details class="cited">
      <summary>
        {host(best)} · <span class={`sure-${best.confidence}`}>{word('Confidence', best.confidence)}</span>{more}
      </summary>
      <Sources evidence={evidence} />
    </details>
  );
}
