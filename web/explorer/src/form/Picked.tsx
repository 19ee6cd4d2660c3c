/** Organisations chosen one by one: a field to add one, and those chosen, each with a cross. */
import { t } from '../language.ts';
import { knowName, useNames } from '../parts/names.ts';
import { OrganisationPicker } from '../parts/pickers.tsx';

interface Properties {
  label: string;
  ids: string[];
  onChange(ids: string[]): void;
}

export function Picked({ label, ids, onChange }: Properties) {
  const nameOf = useNames(ids);
  return (
    <div>
      <OrganisationPicker label={label} value="" onTake={(taken) => (knowName(taken), onChange([...new Set([...ids, taken.id])]))} />
      {ids.length > 0 && (
        <ul class="chips">{ids.map((id) => (
          <li key={id}>
            {nameOf(id)} <button type="button" aria-label={t.parts.remove(nameOf(id))}
              onClick={() => onChange(ids.filter((one) => one !== id))}>×</button>
          </li>
        ))}</ul>
      )}
    </div>
  );
}
