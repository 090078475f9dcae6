import type { Photo } from "../photos/photo.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId, Sha256, UserId } from "../shared/ids.ts";
import type { Instant } from "../shared/instant.ts";
import type { Page, PageRequest } from "../shared/page.ts";
import type { Repository } from "./repository.ts";

/** `library`: everything but trash and tombstones. */
export type PhotoShelf = "library" | "trash";

export interface PhotoRepository extends Repository<PhotoId, Photo> {
  /**
   * The owner's photos on that shelf, by `timeline` and then id, both descending. May lag behind saves for a moment.
   * A cursor that is not from this list throws `invalid_cursor`.
   */
  list(owner: UserId, shelf: PhotoShelf, page: PageRequest, options?: CallOptions): Promise<Page<Photo>>;

  /** A photo of that owner, ready or in the trash, whose verified bytes hash to that; the oldest if there are several. May lag. */
  findBySha256(owner: UserId, sha256: Sha256, options?: CallOptions): Promise<Photo | undefined>;

  /** Up to `limit` photos whose `dueAt` is `now` or earlier, the longest overdue first. May lag. */
  due(now: Instant, limit: number, options?: CallOptions): Promise<readonly Photo[]>;

  /** Takes a tombstone away for good, if it is still what was loaded. Removing what is not there succeeds. */
  forget(tombstone: Photo, options?: CallOptions): Promise<void>;
}
