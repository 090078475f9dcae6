interface Named {
  readonly id: string;
}

/** What something shall be done with, in the order of choosing, and where the last change of it was: a range begins there. */
export interface Selection<Item extends Named> {
  readonly items: ReadonlyMap<string, Item>;
  readonly from?: string;
}

/** Adds an item, or takes it out. */
export function toggle<Item extends Named>({ items }: Selection<Item>, item: Item): Selection<Item> {
  const changed = new Map(items);
  if (!changed.delete(item.id)) changed.set(item.id, item);
  return { items: changed, from: item.id };
}

/** Adds all from where the last change was to this one, both included; `order` is how they are shown. */
export function reachTo<Item extends Named>(
  selection: Selection<Item>,
  item: Item,
  order: readonly Item[],
): Selection<Item> {
  const placeOf = (id: string) => order.findIndex((each) => each.id === id);
  const [begin = -1, end = -1] = [placeOf(selection.from ?? item.id), placeOf(item.id)].toSorted((a, b) => a - b);
  const between = begin === -1 ? [item] : order.slice(begin, end + 1);
  return { items: new Map([...selection.items, ...between.map((each) => [each.id, each] as const)]), from: item.id };
}
