/** Who says so: publisher, page, date, confidence, licence. */
import type { SaidFragment } from '../generated/evidence.ts';
import { date, t, word } from '../language.ts';

export function Sources({ evidence }: { evidence: SaidFragment[] }) {
  if (!evidence.length) return null;
  return (
    <ul class="sources" aria-label={t.parts.sources}>
      {evidence.map((said, at) => <li key={at}><Source said={said} /></li>)}
    </ul>
  );
}

function Source({ said: { source, url, locator, retrieved, confidence } }: { said: SaidFragment }) {
  const name = url ? new URL(url).hostname.replace(/^www\./, '') : source.title;
  return (
    <>
      {url ? <a href={url} rel="noreferrer" target="_blank">{name}</a> : <span>{name}</span>}
      {locator && <span> ({locator})</span>}
      <small>
        {' '}{word('Confidence', confidence)} · {retrieved ? t.parts.read(date(retrieved)) : t.parts.readNotSaid} · {source.title}, {source.publisher} · {source.licence}
      </small>
    </>
  );
}
