/** What a page shows while an answer is awaited, or where none came: what was there before stays under a bar. */
import { useEffect } from 'preact/hooks';
import type { Asked } from '../answers.ts';
import { t } from '../language.ts';

export function Waiting({ asked, rows = 5 }: { asked: Pick<Asked<unknown>, 'waiting' | 'error' | 'former' | 'stop' | 'again'>; rows?: number }) {
  const { waiting, error, former, stop, again } = asked;
  const waits = waiting === 'yes' || waiting === 'slow';
  useEffect(() => {
    if (!waits && waiting !== 'soon') return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && stop();
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [waiting, stop]);
  return (
    <>
      <div class="bar-of-state" role="status">
        {waiting === 'slow' && <>{t.parts.stillSearching} <button type="button" onClick={stop}>{t.parts.stop}</button></>}
        {waiting === 'stopped' && <>{t.parts.stopped} <button type="button" onClick={again}>{t.parts.again}</button></>}
      </div>
      {error && (
        <div class="bar-of-state failed" role="alert">
          <p lang="en"><strong>{error.message}</strong> {!error.message.includes(error.suggestion) && error.suggestion}</p>
          {former !== null && <p>{t.parts.formerStays}</p>}
          <button type="button" onClick={again}>{t.parts.again}</button>
        </div>
      )}
      {waits && former === null && (
        <ul class="skeleton" aria-hidden="true">{Array.from({ length: rows }, (_, at) => <li key={at} />)}</ul>
      )}
    </>
  );
}
