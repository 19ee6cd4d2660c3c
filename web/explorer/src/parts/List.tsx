/** A list that is folded after a few; what is folded is counted, and shown by a button, and on paper. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../language.ts';

interface Properties<Item> {
  items: Item[];
  /** How many are shown at first. */
  first?: number;
  /** Whether all are shown from the beginning: something in what is folded is open. */
  unfolded?: boolean;
  each(item: Item, index: number): ComponentChildren;
  ordered?: boolean;
  class?: string;
}

export function List<Item>({ items, first = 3, unfolded = false, each, ordered, class: name }: Properties<Item>) {
  const [all, setAll] = useState(false);
  useEffect(() => {
    const unfold = () => setAll(true);
    addEventListener('beforeprint', unfold);
    return () => removeEventListener('beforeprint', unfold);
  }, []);
  const shown = all || unfolded ? items : items.slice(0, first);
  const Tag = ordered ? 'ol' : 'ul';
  const rest = items.length - shown.length;
  return (
    <>
      <Tag class={name} role="list">{shown.map(each)}</Tag>
      {rest > 0 && <button type="button" class="more" onClick={() => setAll(true)}>{t.parts.showMore(rest)}</button>}
    </>
  );
}
