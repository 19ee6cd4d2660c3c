import { country } from '../../language.ts';
import { organisationAddress } from '../../parts/OrganisationName.tsx';
import { corridorAddress, marketAddress } from './parts.tsx';

const PAGES: Record<string, (id: string) => string> = { Market: marketAddress, Corridor: corridorAddress };
const WITHOUT_PAGE = new Set(['Project', 'Event', 'Programme', 'Sector', 'Priority', 'Service', 'Estimate']);

/** A link to the page of whatever has one; of what has none, its name. */
export function ThingLink({ of: { __typename: type = '', id, name } }: { of: { __typename?: string; id: string; name: string } }) {
  const said = type === 'Market' ? country(id) : name;
  return WITHOUT_PAGE.has(type) ? <span>{said}</span> : <a href={(PAGES[type] ?? organisationAddress)(id)}>{said}</a>;
}
