/** "Ask for this introduction": a neutral text to copy. Nothing is sent. */
import { useState } from 'preact/hooks';
import { askAddress, type Question } from '../../address.ts';
import { t } from '../../language.ts';
import type { Opener } from './heading.ts';

export function Request({ opener, asker, question }: { opener: Opener; asker: string; question: Question }) {
  const [copied, setCopied] = useState(false);
  const { steps } = opener.route;
  const link = location.origin + askAddress(question, { open: opener.organisation.id });
  const text = t.answer.request(asker, steps.map(({ to }) => to.name), opener.organisation.name, link);
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <section>
      <h4>{t.answer.requestTitle}</h4>
      <pre class="request">{text}</pre>
      <button type="button" onClick={copy}>{t.answer.copyText}</button> <span role="status">{copied && t.answer.copied}</span>
    </section>
  );
}
