import type { ApiKey } from "../api-keys/api-key.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { ApiKeyId, UserId } from "../shared/ids.ts";
import type { Instant } from "../shared/instant.ts";
import type { Repository } from "./repository.ts";

/** Keys of programs. A `keyHash` belongs to one key at the most: a second one is a `save_conflict`. It never changes. */
export interface ApiKeyRepository extends Repository<ApiKeyId, ApiKey> {
  /** The key of that hash; consistent. */
  findByKeyHash(keyHash: string, options?: CallOptions): Promise<ApiKey | undefined>;

  /** Up to `limit` of the owner's keys, the oldest first (by id). May lag. */
  ofOwner(owner: UserId, limit: number, options?: CallOptions): Promise<readonly ApiKey[]>;

  /**
   * Counts one call (see `afterCall`), if at `now` the key has not expired and its month has calls left; resolves to the
   * key as it is then, or to `undefined` when it may not be used. One atomic step: of many at once exactly as many
   * succeed as there are calls left. It moves `saved`, and leaves `revision` alone.
   */
  countCall(id: ApiKeyId, now: Instant, options?: CallOptions): Promise<ApiKey | undefined>;

  /** Removes the key and its receipt. Removing what is not there succeeds. */
  remove(id: ApiKeyId, options?: CallOptions): Promise<void>;
}
