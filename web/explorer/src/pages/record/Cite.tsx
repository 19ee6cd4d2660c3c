import { useState } from 'preact/hooks';
import { date, t } from '../../language.ts';

/** A reference to a page as it stands, ready to be pasted into a paper. */
export function Cite({ name, revision, asOf }: { name: string; revision: number; asOf: string }) {
  const [copied, setCopied] = useState(false);
  const text = t.record.citation(name, revision, date(asOf), location.origin + location.pathname);
  return (
    <details class="cite">
      <summary>{t.record.cite}</summary>
      <p class="citation">{text}</p>
      <button type="button" onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}>{t.record.copy}</button>
      <span role="status">{copied && t.record.copied}</span>
    </details>
  );
}
