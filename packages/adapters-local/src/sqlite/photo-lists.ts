import { createHash } from "node:crypto";
import { type Photo, type PhotoFilter, PhotoMonth, type PhotoRepository, type UserId } from "@tintype/core";
import type { AggregateCache, CachedRow } from "./aggregate-cache.ts";
import { keysetPage, openKeysetCursor } from "./keyset-cursor.ts";
import type { Store } from "./open-sqlite-database.ts";

interface ListedRow extends CachedRow {
  readonly timeline: string;
}

/** Timeline and id of the last photo that was shown. */
type Position = readonly string[];

export type Shelf = "library" | "trash";

/**
 * Lists of photos in SQLite. A page is a walk through one index, as short on the last page as on the first, that meets
 * little but what it shows and the one row that tells that the list goes on. What it passes over: where only `ready` is
 * asked for, the few that are not; where a tag and any other state are, the few in that state that lack the tag.
 */
export function createPhotoLists(
  { prepare, read }: Pick<Store, "prepare" | "read">,
  cache: AggregateCache<Photo>,
): Pick<PhotoRepository, "list" | "months"> {
  const photosWhere = (which: string) =>
    prepare<ListedRow>(`SELECT id, saved, timeline FROM photos
      WHERE owner = ? AND ${which} AND timeline >= ? AND (timeline, id) < (?, ?)
      ORDER BY timeline DESC, id DESC LIMIT ?`);
  // A cross join is not turned around.
  const taggedWhere = (which: string) =>
    prepare<ListedRow>(`SELECT id, saved, tags.timeline FROM photo_tags AS tags CROSS JOIN photos ON id = photo
      WHERE tags.owner = ? AND tag = ? AND tags.shelf = ? AND tags.timeline >= ? AND (tags.timeline, photo) < (?, ?)
        AND ${which}
      ORDER BY tags.timeline DESC, photo DESC LIMIT ?`);
  const rarely = "state NOT IN ('ready', 'trashed', 'purged') AND state = ?";
  const hasTag = `EXISTS (SELECT 1 FROM photo_tags AS tags WHERE tags.owner = photos.owner AND tag = ?
    AND tags.shelf = 'library' AND tags.timeline = photos.timeline AND photo = id)`;

  const onShelf = photosWhere("shelf = ?");
  const ready = photosWhere("shelf = ? AND state = 'ready'");
  const inState = photosWhere(rarely);
  const tagged = taggedWhere("TRUE");
  const taggedAndReady = taggedWhere("state = 'ready'");
  const taggedInState = photosWhere(`${rarely} AND ${hasTag}`);
  const months = prepare("SELECT month, photos AS count FROM photo_months WHERE owner = ? ORDER BY month DESC");

  function rowsOf(
    owner: UserId,
    { state, tag, from = "", to = BEYOND_EVERY_TIMELINE }: PhotoFilter,
    after: Position = [to, ""],
    limit: number,
  ): ListedRow[] {
    const range = [from, ...after, limit];
    const shelf: Shelf = state === "trashed" ? "trash" : "library";
    if (state === undefined || state === "trashed") {
      return tag === undefined ? onShelf.all(owner, shelf, ...range) : tagged.all(owner, tag, shelf, ...range);
    }
    if (state === "ready") {
      return tag === undefined ? ready.all(owner, shelf, ...range) : taggedAndReady.all(owner, tag, shelf, ...range);
    }
    return tag === undefined ? inState.all(owner, state, ...range) : taggedInState.all(owner, state, tag, ...range);
  }

  return {
    list: (owner, filter, page, options) =>
      read(() => {
        const scope = ["photos", owner, nameOf(filter)];
        const after = page.cursor === undefined ? undefined : openKeysetCursor(scope, 2, page.cursor);
        const rows = rowsOf(owner, filter, after, page.limit + 1);
        return keysetPage(scope, page, rows, ({ timeline, id }) => [timeline, id], cache.all);
      }, options),
    months: (owner, options) => read(() => months.all(owner).map((row) => PhotoMonth.parse(row)), options),
  };
}

const BEYOND_EVERY_TIMELINE = "~";

/** A short name that no other filter has; empty for the library. */
function nameOf({ state, tag, from, to }: PhotoFilter): string {
  const said = [state, tag, from, to];
  if (said.every((value) => value === undefined)) return "";
  return createHash("sha256").update(JSON.stringify(said)).digest("base64url");
}
