/** The search box of every page: whatever has a name and a page of its own. */
import { useLocation } from 'preact-iso/router';
import { useState } from 'preact/hooks';
import { address, readQuestion } from '../address.ts';
import type { NodeKind } from '../generated/lookups.ts';
import { t } from '../language.ts';
import { Combobox } from '../parts/Combobox.tsx';
import { offer, ORGANISATIONS, useSearch } from '../parts/pickers.tsx';

const WITH_PAGES: NodeKind[] = [...ORGANISATIONS, 'market', 'corridor'];

export function SearchBox() {
  const { route } = useLocation();
  const { hits, busy, look, clear } = useSearch(WITH_PAGES);
  const [round, next] = useState(0);
  function open(id: string) {
    const { code, corridorKind } = hits.find(({ node }) => node.id === id)!.node as { code?: string; corridorKind?: string };
    clear();
    next(round + 1);
    const { from, country, region, kind, sectors, knows } = readQuestion(location.search); // who asks stays who asks
    route(address(`/${code ? 'market' : corridorKind ? 'corridor' : 'organisation'}/${encodeURIComponent(id)}`, { from, country, region, kind, sectors, knows }));
  }
  return (
    <search class="finder">
      <Combobox key={round} label={t.shell.search} hideLabel placeholder={t.shell.search} value="" options={hits.map(offer)}
        busy={busy} onType={look} onTake={({ id }) => open(id)} />
    </search>
  );
}
