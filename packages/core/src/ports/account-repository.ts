import type { Account, Identity } from "../accounts/account.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { UserId } from "../shared/ids.ts";
import type { Repository } from "./repository.ts";

/** Accounts. An identity belongs to one account at the most: a second one is a `save_conflict`. */
export interface AccountRepository extends Repository<UserId, Account> {
  /** The account of that identity; consistent. */
  findByIdentity(identity: Identity, options?: CallOptions): Promise<Account | undefined>;
}
