import { date } from '../../language.ts';
import { said } from '../../messages/later.ts';
import { Copy } from '../../parts/Copy.tsx';

/** A reference to a page as it stands, ready to be pasted into a paper. */
export function Cite({ name, revision, asOf }: { name: string; revision: number; asOf: string }) {
  const text = said.record.citation(name, revision, date(asOf), location.origin + location.pathname);
  return (
    <details class="cite">
      <summary>{said.record.cite}</summary>
      <p class="citation">{text}</p>
      <Copy text={text}>{said.record.copy}</Copy>
    </details>
  );
}
