import { useLocation } from 'preact-iso/router';
import { address } from '../address.ts';
import { LANGUAGES, language, type Language, t } from '../language.ts';
import { SearchBox } from './SearchBox.tsx';

export function Header() {
  return (
    <>
      <a class="skip" href="#main">{t.shell.skip}</a>
      <header class="shell">
        <a class="home" href={address('/')}>OpenDoors</a>
        <SearchBox />
        <Languages />
      </header>
    </>
  );
}

/** The languages as links: another one is another address. */
function Languages() {
  const { url } = useLocation();
  return (
    <ul class="languages" aria-label={t.shell.language}>
      {(Object.keys(LANGUAGES) as Language[]).map((tag) => (
        <li key={tag}>
          <a href={inLanguage(url, tag)} hreflang={tag} lang={tag} rel="alternate" target="_top" title={LANGUAGES[tag]}
            aria-label={LANGUAGES[tag]} aria-current={tag === language ? 'true' : undefined}>
            {tag.toUpperCase()}
          </a>
        </li>
      ))}
    </ul>
  );
}

function inLanguage(url: string, tag: Language): string {
  const there = new URL(url, location.origin);
  there.searchParams.set('lang', tag);
  return there.pathname + there.search;
}
