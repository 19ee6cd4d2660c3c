/** Names of what an address holds by id. Those that were shown already are known. */
import { useAnswer } from '../answers.ts';
import { Names } from '../generated/lookups.ts';

const known = new Map<string, string>();
export const knowName = ({ id, name }: { id: string; name: string }) => void known.set(id, name);

/** What a function gives is the name of an id, or the id while it is not known. */
export function useNames(ids: string[]): (id: string) => string {
  const unknown = ids.filter((id) => !known.has(id)).slice(0, 100);
  const { data } = useAnswer(Names, unknown.length ? { ids: unknown } : null);
  for (const node of data?.nodes ?? []) if (node && 'name' in node) knowName(node);
  return (id) => known.get(id) ?? id;
}
