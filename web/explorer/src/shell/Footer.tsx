import { address } from '../address.ts';
import { t } from '../language.ts';

export function Footer() {
  return (
    <footer class="shell">
      <ul>
        <li><a href={address('/data')}>{t.shell.data}</a></li>
        <li><a href="/graphiql/" target="_top">{t.shell.api}</a></li>
        <li><a href="https://www.apache.org/licenses/LICENSE-2.0" target="_top" rel="noreferrer license">{t.shell.licence}</a></li>
      </ul>
      <p>{t.shell.promise} {t.shell.english}</p>
    </footer>
  );
}
