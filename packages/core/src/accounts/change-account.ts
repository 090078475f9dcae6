import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { defined } from "../shared/defined.ts";
import type { UserId } from "../shared/ids.ts";
import { type Account, isLeaving } from "./account.ts";
import { AccountNotFound } from "./account-errors.ts";

/**
 * Applies `changes` to the account, whatever is saved meanwhile; throws what `changes` throws, and `account_not_found`,
 * also for somebody who is leaving.
 */
export async function changeAccount(
  ports: Pick<Ports, "clock" | "accounts">,
  id: UserId,
  changes: (account: Account) => Partial<Account>,
  options?: CallOptions,
): Promise<Account> {
  return changeAggregate(
    ports.accounts,
    id,
    (before) => {
      if (before === undefined || isLeaving(before)) throw new AccountNotFound();
      const counters = { updatedAt: ports.clock.now(), saved: before.saved + 1 };
      return { before, after: defined<Account>({ ...before, ...changes(before), ...counters }), events: [] };
    },
    options,
  );
}
