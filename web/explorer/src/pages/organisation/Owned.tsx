/** What an organisation has published: priorities, the collaboration it looks for, services. */
import type { ComponentChildren } from 'preact';
import type { SaidFragment } from '../../generated/evidence.ts';
import type { OrganisationRecordQuery } from '../../generated/organisation.ts';
import { country, listed, word } from '../../language.ts';
import { said } from '../../messages/later.ts';
import { period } from '../../parts/EvidencePanel.tsx';
import { List } from '../../parts/List.tsx';
import { Cited } from '../record/Cited.tsx';
import { Section } from '../record/parts.tsx';

type Published = NonNullable<OrganisationRecordQuery['organisation']>;

const joined = (...texts: (string | null)[]) => texts.filter(Boolean).join(' · ');
const evidenceOf = (statements: { evidence: SaidFragment }[]) => statements.map(({ evidence }) => evidence);

function One({ text, hint, past, evidence }: { text: string; hint: string; past?: boolean; evidence: SaidFragment[] }) {
  return (
    <li class={past ? 'past' : undefined}>
      <span lang="en">{text}</span> <small>{hint}</small>
      <Cited evidence={evidence} />
    </li>
  );
}

function Listed<Entry>({ title, items, each }: { title: string; items: Entry[]; each: (entry: Entry) => ComponentChildren }) {
  return items.length > 0 && <Section title={title}><List class="records" items={items} first={5} each={each} /></Section>;
}

export function Owned({ of: { priorities, interests, services } }: { of: Published }) {
  return (
    <>
      <Listed title={said.organisation.priorities} items={priorities} each={({ id, name, since, until, sectors, statements }) => (
        <One key={id} text={name} evidence={evidenceOf(statements)}
          hint={joined(period({ since, until, lastHeld: null }), listed(sectors.map((sector) => sector.name)))} />
      )} />
      <Listed title={said.organisation.interests} items={interests} each={({ relation }) => (
        <One key={relation.id} text={relation.sentence} hint={period(relation)} past={relation.status === 'ended'} evidence={relation.evidence} />
      )} />
      <Listed title={said.organisation.services} items={services} each={({ id, name, service, markets, fee, statements }) => (
        <One key={id} text={name === service ? word('ServiceKind', service) : name} evidence={evidenceOf(statements)}
          hint={joined(name === service ? '' : word('ServiceKind', service), listed(markets.map(country)), fee)} />
      )} />
    </>
  );
}
