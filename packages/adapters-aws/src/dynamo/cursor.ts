import { Cursor, InvalidCursor } from "@tintype/core";

/** A cursor for whoever goes on in `list` (its name, with whose it is) after `position`. */
export function cursorAt(list: string, position: string): Cursor {
  return Cursor.parse(Buffer.from(`${list}\n${position}`).toString("base64url"));
}

/**
 * The position in a cursor of that list, `undefined` without a cursor. Throws `invalid_cursor` for another list's, and
 * where the position does not look as its list's do.
 */
export function positionIn(list: string, pattern: RegExp, cursor: Cursor | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, "base64url").toString();
  const position = text.slice(list.length + 1);
  if (!text.startsWith(`${list}\n`) || !pattern.test(position) || cursorAt(list, position) !== cursor) {
    throw new InvalidCursor();
  }
  return position;
}
