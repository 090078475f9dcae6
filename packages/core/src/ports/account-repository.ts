import type { Account, Identity } from "../accounts/account.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { UserId } from "../shared/ids.ts";
import type { Repository } from "./repository.ts";

/** Accounts. An identity belongs to one account at the most: a second one is a `save_conflict`. */
export interface AccountRepository extends Repository<UserId, Account> {
  /** The account of that identity; consistent. */
  findByIdentity(identity: Identity, options?: CallOptions): Promise<Account | undefined>;

  /** Every account that is `deleting` or `deleted`, or has an export that is being prepared, in no order. May lag. */
  unfinished(options?: CallOptions): AsyncIterable<Account>;

  /**
   * Takes an account away for good, and lets go of its identity, if it is still what was loaded; with it goes whatever
   * the store has kept of its events. Removing what is not there succeeds.
   */
  forget(account: Account, options?: CallOptions): Promise<void>;
}
