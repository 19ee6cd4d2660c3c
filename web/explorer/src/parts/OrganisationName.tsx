/** An organisation's name: a link to its page, with a menu that changes the question around it. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { address, askAddress } from '../address.ts';
import { country as countryName, t } from '../language.ts';
import { type Change, changed, useQuestion } from './question.ts';

export interface Someone {
  id: string;
  name: string;
  country?: { code: string } | null;
}

export const organisationAddress = (id: string) => address(`/organisation/${encodeURIComponent(id)}`);

export function OrganisationName({ of, plain }: { of: Someone; /** Without the link. */ plain?: boolean }) {
  return (
    <span class="organisation">
      {plain ? <span>{of.name}</span> : <a href={organisationAddress(of.id)}>{of.name}</a>}
      <NameMenu of={of} />
    </span>
  );
}

/** What can be asked about somebody: each entry is the address of another answer. */
export function NameMenu({ of }: { of: Someone }) {
  const question = useQuestion();
  const [open, setOpen] = useState(false);
  const id = useId();
  const menu = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!open) return;
    const leave = ({ target }: Event) => menu.current?.contains(target as Node) || setOpen(false);
    addEventListener('pointerdown', leave);
    addEventListener('focusin', leave);
    return () => (removeEventListener('pointerdown', leave), removeEventListener('focusin', leave));
  }, [open]);
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    setOpen(false);
    menu.current?.querySelector('button')?.focus();
  }
  return (
    <span class="menu" ref={menu} onKeyDown={onKeyDown}>
      <button type="button" aria-expanded={open} aria-controls={id} aria-label={t.parts.menuOf(of.name)}
        onClick={() => setOpen(!open)}>⋯</button>
      <ul id={id} hidden={!open}>{open && entries(of, question).map(([text, href]) => (
        <li key={href}><a href={href} onClick={() => setOpen(false)}>{text}</a></li>
      ))}</ul>
    </span>
  );
}

function entries(of: Someone, question: ReturnType<typeof useQuestion>): [string, string][] {
  const page: [string, string] = [t.parts.itsPage, organisationAddress(of.id)];
  if (!question) return [page, [t.parts.startFromIt, address('/', { from: [of.id] })]];
  const said: Record<Change, string> = {
    without: t.parts.withoutIt,
    withoutCountry: t.parts.withoutCountry(countryName(of.country?.code)),
    through: t.parts.onlyThroughIt,
    startFrom: t.parts.startFromIt,
  };
  const someone = { id: of.id, country: of.country ?? null };
  const changes = (Object.keys(said) as Change[]).flatMap((change): [string, string][] => {
    const next = changed(question, change, someone);
    return next ? [[said[change], askAddress(next)]] : [];
  });
  return [...changes, page];
}
