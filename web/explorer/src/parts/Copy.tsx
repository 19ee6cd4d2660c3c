/** A button that copies a text. Where the browser lets nobody copy (a page that is not served safely), the text is shown, chosen. */
import { useState } from 'preact/hooks';
import { t } from '../language.ts';

export function Copy({ text, children }: { text: string; children: string }) {
  const [state, setState] = useState<'' | 'copied' | 'shown'>('');
  const copy = () => (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(() => setState('copied'), () => setState('shown'));
  return (
    <>
      <button type="button" onClick={copy}>{children}</button> <span role="status">{state === 'copied' && t.parts.copied}</span>
      {state === 'shown' && <input class="to-copy" readOnly value={text} aria-label={children} ref={(shown) => shown?.select()} />}
    </>
  );
}
