/** Offers newer data where there are some; the answer is never swapped under its reader. */
import { useEffect, useState } from 'preact/hooks';
import { forget } from '../../answers.ts';
import { t } from '../../language.ts';

const LOOK_EVERY = 120_000; // milliseconds, while the page is looked at

export function NewerRevision({ revision, again }: { revision: number; again(): void }) {
  const [newest, setNewest] = useState(revision);
  useEffect(() => {
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      const said = await fetch('/ready').then((response) => response.json()).catch(() => null);
      if (typeof said?.revision === 'number') setNewest(said.revision);
    };
    const timer = setInterval(look, LOOK_EVERY);
    document.addEventListener('visibilitychange', look);
    return () => (clearInterval(timer), document.removeEventListener('visibilitychange', look));
  }, []);
  if (newest <= revision) return null;
  return (
    <div class="bar-of-state" role="status">
      {t.answer.newer(newest)} <button type="button" onClick={() => (forget(), again())}>{t.answer.showNewer}</button>
    </div>
  );
}
