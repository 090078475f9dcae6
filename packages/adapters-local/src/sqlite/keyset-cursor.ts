import { Cursor, InvalidCursor, type Page, type PageRequest } from "@tintype/core";

/** What a list is ordered by: the values of the last item that was handed out. */
type Position = readonly string[];

/** Which list a cursor belongs to. */
type Scope = readonly string[];

/**
 * The page that `rows` makes, which were asked for with one more than `limit`: when that one is there, the list goes on
 * after the last that the page holds.
 */
export function keysetPage<Row, Item>(
  scope: Scope,
  { limit }: PageRequest,
  rows: readonly Row[],
  positionOf: (row: Row) => Position,
  itemsOf: (rows: readonly Row[]) => readonly Item[],
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = itemsOf(shown);
  return rows.length > limit && last !== undefined ? { items, next: encode(scope, positionOf(last)) } : { items };
}

/** The position that `keysetPage` wrote for this list. Throws `invalid_cursor` for any other text. */
export function openKeysetCursor(scope: Scope, length: number, cursor: Cursor): Position {
  const values = decode(cursor);
  const own = values.length === scope.length + length && scope.every((value, index) => value === values[index]);
  if (!own) throw new InvalidCursor();
  return values.slice(scope.length);
}

function encode(scope: Scope, position: Position): Cursor {
  return Cursor.parse(Buffer.from(JSON.stringify([...scope, ...position])).toString("base64url"));
}

function decode(cursor: Cursor): readonly string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(values) && values.every((value) => typeof value === "string")) return values;
  } catch (error) {
    throw new InvalidCursor({ cause: error });
  }
  throw new InvalidCursor();
}
