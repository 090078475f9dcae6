import { createHash } from "node:crypto";
import { Cursor, InvalidCursor, type PhotoFilter, type UserId } from "@tintype/core";

/** Where a list goes on: after this place. */
export interface Place {
  readonly timeline: string;
  readonly id: string;
}

/** Which list a cursor belongs to: short, and no other owner's or filter's. */
export function nameOfList(owner: UserId, { state, tag, from, to }: PhotoFilter): string {
  const said = [owner, state, tag, from, to].map((value) => value ?? null);
  return createHash("sha256").update(JSON.stringify(said)).digest("base64url");
}

export const writeCursor = (list: string, { timeline, id }: Place): Cursor =>
  Cursor.parse(Buffer.from(JSON.stringify([list, timeline, id])).toString("base64url"));

/** Throws `invalid_cursor` for every text that was not written for that list. */
export function readCursor(list: string, cursor: Cursor): Place {
  const [name, timeline, id] = valuesIn(cursor);
  if (name !== list || typeof timeline !== "string" || typeof id !== "string") throw new InvalidCursor();
  return { timeline, id };
}

function valuesIn(cursor: Cursor): readonly unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(values)) return values;
  } catch (cause) {
    throw new InvalidCursor({ cause });
  }
  throw new InvalidCursor();
}
