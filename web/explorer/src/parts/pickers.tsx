/** Fields for an organisation, found by the server as it is typed, and for a market or corridor, found in the page, or else by the server. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, useAnswer } from '../answers.ts';
import { type Named_Fragment } from './things.ts';
import { Corridors, type NodeKind, Regions, Search, type SearchQuery } from '../generated/lookups.ts';
import { language, listed, t, word } from '../language.ts';
import { markets, matching, type Place } from '../markets.ts';
import { Combobox, type Option } from './Combobox.tsx';
import { subtitle } from './things.ts';

const LETTERS_AT_LEAST = 2;
const AFTER_LAST_KEY = 120; // milliseconds
const HITS = 8;
export const ORGANISATIONS: NodeKind[] = [
  'cluster', 'trade_agency', 'trade_office', 'innovation_office', 'company', 'research_organisation', 'public_body', 'investor',
];

type Hit = SearchQuery['search']['edges'][number];

/** Who is still there comes first: nobody asks as one that has gone, though that may be like what is typed. */
const livingFirst = (hits: Hit[]): Hit[] => [...hits.filter(({ gone }) => !gone), ...hits.filter(({ gone }) => gone)];

/** Hits for what is typed, 120 ms after the last key; an earlier request is aborted. */
export function useSearch(kinds: NodeKind[] | null, first = HITS) {
  const [hits, setHits] = useState<Hit[]>([]);
  const [busy, setBusy] = useState(false);
  const turn = useRef<AbortController>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => (clearTimeout(timer.current), turn.current?.abort()), []);
  function look(text: string) {
    clearTimeout(timer.current);
    turn.current?.abort();
    if (text.trim().length < LETTERS_AT_LEAST) return setHits([]), setBusy(false);
    setBusy(true);
    timer.current = setTimeout(async () => {
      const mine = (turn.current = new AbortController());
      const said = await answer(Search, { text, kinds, first }, mine.signal).catch(() => null);
      if (mine.signal.aborted) return;
      setHits(livingFirst(said?.search.edges ?? []));
      setBusy(false);
    }, AFTER_LAST_KEY);
  }
  return { hits, busy, look, clear: () => setHits([]) };
}

/** A hit as an offer: with the other name that matched, what it is, and where. */
export function offer({ node, matchedName, gone }: Hit): Option {
  const other = matchedName !== node.name ? matchedName : '';
  return { id: node.id, label: node.name, hint: [other, subtitle(node), gone && t.parts.gone].filter(Boolean).join(' · ') };
}

interface OrganisationField {
  label: string;
  value: string;
  onTake(organisation: Pick<Named_Fragment, 'id' | 'name'>): void;
  /** "I am not listed" was chosen; without it that is not offered. */
  onNotListed?(): void;
  onClear?(): void;
  kinds?: NodeKind[];
  placeholder?: string;
  autofocus?: boolean;
}

const NOT_LISTED = 'not-listed';

export function OrganisationPicker({ onTake, onNotListed, kinds = ORGANISATIONS, ...field }: OrganisationField) {
  const { hits, busy, look } = useSearch(kinds);
  const [typed, setTyped] = useState('');
  const options = hits.map(offer);
  if (onNotListed && !busy && typed.length >= LETTERS_AT_LEAST) options.push({ id: NOT_LISTED, label: t.parts.notListed, last: true });
  return (
    <Combobox {...field} options={options} busy={busy}
      onType={(text) => (setTyped(text), look(text))}
      onTake={({ id, label }) => (id === NOT_LISTED ? onNotListed?.() : onTake({ id, name: label }))} />
  );
}

export interface Target {
  market: string;
  corridor: string;
}

interface MarketField extends Target {
  label: string;
  onTake(target: Target): void;
  onClear?(): void;
  /** Whether corridors, blocs and regions are offered too. */
  corridors?: boolean;
  placeholder?: string;
}

const AREAS: NodeKind[] = ['market', 'corridor'];
const PLACES_OFFERED = 10;

export function MarketPicker({ market, corridor, onTake, corridors = true, ...field }: MarketField) {
  const known = useAnswer(Corridors, corridors ? {} : null).data?.corridors.nodes ?? [];
  const [typed, setTyped] = useState('');
  const areas: (Place & { hint: string; area: true })[] = known.map(({ id, name, kind }) => ({
    id, label: name, also: [id], hint: word('CorridorKind', kind), area: true,
  }));
  const places: (Place & Option)[] = [...markets(), ...areas];
  const { hits, busy, look } = useSearch(corridors ? AREAS : AREAS.slice(0, 1));
  const held = matching(places, typed, PLACES_OFFERED);
  const hitsHere = hits.flatMap(({ node }) => places.filter(({ id }) => id === node.id));
  const options = (held.length ? held : hitsHere).map((place) => ({ ...place, also: [...place.also, ...(place.usual ?? [])] }));
  const value = areas.find(({ id }) => id === corridor)?.label ?? markets().find(({ id }) => id === market)?.label ?? corridor;
  return (
    <Combobox {...field} value={value} options={options} busy={busy}
      onType={(text) => (setTyped(text), look(matching(places, text, 1).length ? '' : text))}
      onTake={({ id }) => onTake(areas.some((one) => one.id === id) ? { market: '', corridor: id } : { market: id, corridor: '' })} />
  );
}

interface RegionField {
  label: string;
  /** Market of which it is a region. */
  country: string;
  region: string;
  onTake(region: string): void;
  placeholder?: string;
}

export function RegionPicker({ country, region, onTake, ...field }: RegionField) {
  const known = useAnswer(Regions, { code: country, language }).data?.market?.regions ?? [];
  const [typed, setTyped] = useState('');
  const names = new Map(known.map(({ code, name }) => [code, name]));
  const places = known.map(({ code, name, otherNames, within }) => ({
    id: code, label: name, also: [code, ...otherNames], hint: (within && names.get(within)) || otherNames[0],
  }));
  return (
    <Combobox {...field} eager value={names.get(region) ?? region} options={matching(places, typed, PLACES_OFFERED)}
      onType={setTyped} onTake={({ id }) => onTake(id)} onClear={() => onTake('')} />
  );
}

export const names = (things: { name: string }[]) => listed(things.map(({ name }) => name));
