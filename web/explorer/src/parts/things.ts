/** What things are, in words: for a line under their name. */
import { country, word } from '../language.ts';

/** An organisation, as every list of them needs it. */
export interface Named_Fragment {
  id: string;
  name: string;
  kind: string;
  country: { code: string } | null;
  place: { city: string | null } | null;
}

interface AnyThing {
  id: string;
  kind?: string;
  country?: { code: string } | null;
  place?: { city: string | null } | null;
  code?: string;
  corridorKind?: string;
  contextKind?: string;
}

/** "cluster · Odense, Denmark", in the reader's language. */
export function subtitle(thing: AnyThing): string {
  const kind = thing.code
    ? word('NodeKind', 'market')
    : word('CorridorKind', thing.corridorKind) || word('ContextKind', thing.contextKind) || word('OrganisationKind', thing.kind);
  return [kind, where(thing)].filter(Boolean).join(' · ');
}

/** "Odense, Denmark". */
export const where = ({ place, country: market }: AnyThing): string =>
  [place?.city, country(market?.code)].filter(Boolean).join(', ');
