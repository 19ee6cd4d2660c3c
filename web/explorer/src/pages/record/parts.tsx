/** What the pages of organisations, markets, corridors and the data have in common. */
import '../../messages/recordWords.ts';
import type { ComponentChildren, RefObject } from 'preact';
import { useId } from 'preact/hooks';
import { address } from '../../address.ts';
import type { Asked } from '../../answers.ts';
import { country, score } from '../../language.ts';
import { organisationAddress } from '../../parts/OrganisationName.tsx';
import { type Named_Fragment, subtitle } from '../../parts/things.ts';
import { Waiting } from '../../parts/Waiting.tsx';
import './record.css';

interface SectionProps {
  title: string;
  children: ComponentChildren;
  /** Where the focus can be put. */
  heading?: RefObject<HTMLHeadingElement | null>;
}

export function Section({ title, children, heading }: SectionProps) {
  const id = useId();
  return (
    <section class="record" aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={heading && -1}>{title}</h2>
      {children}
    </section>
  );
}

/** An organisation's name as a link, with what it is and where. */
export function Organisation({ of }: { of: Named_Fragment }) {
  return (
    <>
      <a href={organisationAddress(of.id)}>{of.name}</a>
      <br />
      <small>{subtitle(of)}</small>
    </>
  );
}

export const marketAddress = (code: string) => address(`/market/${encodeURIComponent(code)}`);
export const corridorAddress = (id: string) => address(`/corridor/${encodeURIComponent(id)}`);
export const MarketLink = ({ code }: { code: string }) => <a href={marketAddress(code)}>{country(code)}</a>;

/** A number between 0 and 1, with what it is. */
export function Measure({ value, label }: { value: number; label: string }) {
  return <span class="measure">{label} <b>{score(value)}</b></span>;
}

/** What a page shows while its answer is awaited, or where there is none. */
export function Awaited({ asked, unknown, to }: { asked: Asked<unknown>; unknown: string; to: (id: string) => string }) {
  if (!asked.error?.code.startsWith('unknown')) return <Waiting asked={asked} rows={8} />;
  const { message, nearest } = asked.error;
  return (
    <article class="narrow">
      <h1>{unknown}</h1>
      <p lang="en">{message}</p>
      <ul>{nearest.map((id) => <li key={id}><a href={to(id)}>{id}</a></li>)}</ul>
    </article>
  );
}
