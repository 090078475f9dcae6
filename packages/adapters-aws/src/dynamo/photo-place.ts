import type { Photo, Sha256, UserId } from "@tintype/core";
import { shardOf } from "./keys.ts";
import type { Place } from "./save-aggregate.ts";
import type { DynamoTables } from "./tables.ts";

/** Where a photo is stored, and under which keys the indexes have it. */
export function placeOf({ photos }: DynamoTables, photo: Photo): Place {
  const { id, owner, sha256, createdAt, dueAt } = photo;
  const isContent = sha256 !== undefined && holdsContent(photo);
  return {
    table: photos,
    key: { photoId: id },
    indexed: {
      userId: owner,
      shelfKey: shelfKeyOf(shelfOf(photo), photo),
      ...(isContent && { contentKey: contentKeyOf(owner, sha256), createdKey: `${createdAt}#${id}` }),
      ...(dueAt !== undefined && { dueShard: shardOf(id), dueKey: `${dueAt}#${id}` }),
    },
  };
}

/** Whether there are verified bytes that another photo could be the same as. */
export const holdsContent = ({ state }: Photo): boolean => state === "ready" || state === "trashed";

export const contentKeyOf = (owner: UserId, sha256: Sha256): string => `${owner}#${sha256}`;

/** Tombstones stand where no list looks, to be found with whatever else their owner has. */
const shelfLetters = { library: "L", trash: "T", gone: "X" } as const;
export type Shelf = keyof typeof shelfLetters;

/** What every key of a shelf begins with. */
export const shelfPrefix = (shelf: Shelf): string => `${shelfLetters[shelf]}#`;

// `#` is less than every character of a timeline: a key sorts as its timeline does, then as its id.
const shelfKeyOf = (shelf: Shelf, { timeline, id }: Photo): string => `${shelfPrefix(shelf)}${timeline}#${id}`;

function shelfOf({ state }: Photo): Shelf {
  if (state === "purged") return "gone";
  return state === "trashed" ? "trash" : "library";
}
