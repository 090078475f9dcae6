import * as z from "zod";
import { InvalidCursor } from "../shared/errors.ts";
import { Cursor, type Page, type PageRequest } from "../shared/page.ts";

const Position = z.strictObject({ list: z.string(), key: z.string() });

/** One page of the items, by `keyOf`, descending. `list` names the list: another's cursor throws `invalid_cursor`. */
export function pageOf<T>(
  items: Iterable<T>,
  keyOf: (item: T) => string,
  list: string,
  { limit, cursor }: PageRequest,
): Page<T> {
  const start = cursor === undefined ? undefined : keyIn(cursor, list);
  const rest = [...items]
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => start === undefined || key < start)
    .toSorted((one, other) => (one.key < other.key ? 1 : -1));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const found = page.map(({ item }) => item);
  if (last === undefined || page.length === rest.length) return { items: found };
  return { items: found, next: Cursor.parse(JSON.stringify({ list, key: last.key })) };
}

function keyIn(cursor: Cursor, list: string): string {
  try {
    const position = Position.parse(JSON.parse(cursor));
    if (position.list === list) return position.key;
  } catch (cause) {
    throw new InvalidCursor({ cause });
  }
  throw new InvalidCursor();
}
