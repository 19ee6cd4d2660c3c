import { useState } from 'preact/hooks';
import { date } from '../../language.ts';
import { said } from '../../messages/later.ts';

/** A reference to a page as it stands, ready to be pasted into a paper. */
export function Cite({ name, revision, asOf }: { name: string; revision: number; asOf: string }) {
  const [copied, setCopied] = useState(false);
  const text = said.record.citation(name, revision, date(asOf), location.origin + location.pathname);
  return (
    <details class="cite">
      <summary>{said.record.cite}</summary>
      <p class="citation">{text}</p>
      <button type="button" onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}>{said.record.copy}</button>
      <span role="status">{copied && said.record.copied}</span>
    </details>
  );
}
