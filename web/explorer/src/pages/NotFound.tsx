import { address } from '../address.ts';
import { t } from '../language.ts';
import { useHeading } from '../navigation.ts';

export function NotFound() {
  const heading = useHeading(t.shell.notFound);
  return (
    <article class="narrow">
      <h1 ref={heading} tabIndex={-1}>{t.shell.notFound}</h1>
      <p><a href={address('/')}>{t.shell.toHome}</a></p>
    </article>
  );
}
