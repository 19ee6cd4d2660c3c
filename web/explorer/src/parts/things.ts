/** What things are, in words: for a line under their name. */
import { country, word } from '../language.ts';

/** What says more than the kind does: one of these at most is known of an organisation. */
interface Form {
  clusterForm?: string | null;
  agencyForm?: string | null;
  tradeOfficeForm?: string | null;
  innovationOfficeForm?: string | null;
}

/** An organisation, as every list of them needs it. */
export interface Named_Fragment extends Form {
  id: string;
  name: string;
  kind: string;
  country: { code: string } | null;
  place: { city: string | null } | null;
}

interface AnyThing extends Form {
  id: string;
  kind?: string;
  country?: { code: string } | null;
  place?: { city: string | null } | null;
  code?: string;
  corridorKind?: string;
  contextKind?: string;
}

const form = ({ clusterForm, agencyForm, tradeOfficeForm, innovationOfficeForm }: Form): string =>
  word('ClusterForm', clusterForm) || word('AgencyForm', agencyForm) || word('TradeOfficeForm', tradeOfficeForm) || word('InnovationOfficeForm', innovationOfficeForm);

/** "cluster · Odense, Denmark", in the reader's language, and in the words of the server's own subtitles: by the form where it is known, else by the kind. */
export function subtitle(thing: AnyThing): string {
  const kind = thing.code
    ? word('NodeKind', 'market')
    : word('CorridorKind', thing.corridorKind) || word('ContextKind', thing.contextKind) || form(thing) || word('OrganisationKind', thing.kind);
  return [kind, where(thing)].filter(Boolean).join(' · ');
}

/** "Odense, Denmark". */
export const where = ({ place, country: market }: AnyThing): string =>
  [place?.city, country(market?.code)].filter(Boolean).join(', ');
