/** "Ask for this introduction": a neutral text to copy. Nothing is sent. */
import { askAddress, type Question } from '../../address.ts';
import { t } from '../../language.ts';
import { Copy } from '../../parts/Copy.tsx';
import type { Opener } from './heading.ts';

export function Request({ opener, asker, question }: { opener: Opener; asker: string; question: Question }) {
  const { steps } = opener.route;
  const link = location.origin + askAddress(question, { open: opener.organisation.id });
  const text = t.answer.request(asker, steps.map(({ to }) => to.name), opener.organisation.name, link);
  return (
    <section>
      <h4>{t.answer.requestTitle}</h4>
      <pre class="request">{text}</pre>
      <Copy text={text}>{t.answer.copyText}</Copy>
    </section>
  );
}
