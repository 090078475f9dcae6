import type { Photo, PhotoMonth, VisibleState } from "../photos/photo.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId, Sha256, UserId } from "../shared/ids.ts";
import type { Instant } from "../shared/instant.ts";
import type { Page, PageRequest } from "../shared/page.ts";
import type { Repository } from "./repository.ts";

/** Which of an owner's photos a list shows: those of which everything holds that is said here. */
export interface PhotoFilter {
  /** In this state. Without it: the library, which is every state but `trashed`. Tombstones are in no list. */
  readonly state?: VisibleState | undefined;
  /** With this tag among theirs, character for character. */
  readonly tag?: string | undefined;
  /** Whose `timeline` is this or later, compared as text. */
  readonly from?: string | undefined;
  /** Whose `timeline` is earlier than this. */
  readonly to?: string | undefined;
}

export interface PhotoRepository extends Repository<PhotoId, Photo> {
  /**
   * The owner's photos that the filter lets through, by `timeline` and then id, both descending. May lag behind saves for
   * a moment. A cursor that is not from this list, with this very filter, throws `invalid_cursor`.
   */
  list(owner: UserId, filter: PhotoFilter, page: PageRequest, options?: CallOptions): Promise<Page<Photo>>;

  /** The months of the timeline in which the owner's library has photos, and how many, the latest first. May lag. */
  months(owner: UserId, options?: CallOptions): Promise<readonly PhotoMonth[]>;

  /** A photo of that owner, ready or in the trash, whose verified bytes hash to that; the oldest if there are several. May lag. */
  findBySha256(owner: UserId, sha256: Sha256, options?: CallOptions): Promise<Photo | undefined>;

  /** Up to `limit` photos whose `dueAt` is `now` or earlier, the longest overdue first. May lag. */
  due(now: Instant, limit: number, options?: CallOptions): Promise<readonly Photo[]>;

  /** Up to `limit` of the owner's photos, whatever state they are in, tombstones among them, in no order. May lag. */
  ofOwner(owner: UserId, limit: number, options?: CallOptions): Promise<readonly Photo[]>;

  /**
   * Takes a photo away for good, with its receipt, if it is still what was loaded: a tombstone, or what somebody leaves
   * behind who has deleted their account. Removing what is not there succeeds.
   */
  forget(photo: Photo, options?: CallOptions): Promise<void>;
}
