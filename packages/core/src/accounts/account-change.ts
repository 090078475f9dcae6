import type { DomainEvent } from "../events.ts";
import type { Change } from "../ports/repository.ts";
import { defined } from "../shared/defined.ts";
import type { UserId } from "../shared/ids.ts";
import type { Instant } from "../shared/instant.ts";
import type { Account } from "./account.ts";

export type AccountEventType = Extract<DomainEvent, { account: UserId }>["type"];

/** The account with `changes` (`undefined` takes a value away), and the events that they raise. */
export function accountChange(
  before: Account,
  now: Instant,
  types: readonly AccountEventType[],
  changes: Partial<Account>,
): Change<Account> {
  const saved = before.saved + 1;
  const after = defined<Account>({ ...before, ...changes, updatedAt: now, saved });
  const events = types.map((type, index) => ({
    type,
    id: `${before.id}#${saved}#${index}`,
    at: now,
    account: before.id,
  }));
  return { before, after, events };
}
