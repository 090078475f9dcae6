import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId, ShareId, UserId } from "../shared/ids.ts";
import type { Instant } from "../shared/instant.ts";
import type { Page, PageRequest } from "../shared/page.ts";
import type { Share } from "../shares/share.ts";
import type { Repository } from "./repository.ts";

/** Shares. A `tokenHash` belongs to one share at the most: a second one is a `save_conflict`. It never changes. */
export interface ShareRepository extends Repository<ShareId, Share> {
  /** The share of that token; consistent. */
  findByTokenHash(tokenHash: string, options?: CallOptions): Promise<Share | undefined>;

  /**
   * The owner's shares, newest first (by id, descending), of one photo where it is given. May lag behind saves for a
   * moment. A cursor that is not from this list throws `invalid_cursor`.
   */
  list(owner: UserId, photo: PhotoId | undefined, page: PageRequest, options?: CallOptions): Promise<Page<Share>>;

  /**
   * Counts one view, if at `now` the share is neither revoked nor expired and has views left; resolves to the share as it
   * is then, or to `undefined` when it may not be viewed. One atomic step: of many at once exactly as many succeed as
   * there are views left. It moves `saved`, sets `lastViewedAt`, and leaves `revision` alone.
   */
  countView(id: ShareId, now: Instant, options?: CallOptions): Promise<Share | undefined>;

  /** Removes the share, its token and its receipt. Removing what is not there succeeds. */
  remove(id: ShareId, options?: CallOptions): Promise<void>;
}
