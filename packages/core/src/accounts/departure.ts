import type { Change } from "../ports/repository.ts";
import { defined } from "../shared/defined.ts";
import type { Instant } from "../shared/instant.ts";
import type { Account } from "./account.ts";

/** The account with `changes`, and word of it to whoever removes what belongs to it. */
export function depart(before: Account, now: Instant, changes: Partial<Account>): Change<Account> {
  const saved = before.saved + 1;
  const after = defined<Account>({ ...before, ...changes, updatedAt: now, saved });
  const deleted = { type: "account_deleted", id: `${before.id}#${saved}#0`, at: now, account: before.id } as const;
  return { before, after, events: [deleted] };
}

/** What is left of an account until the sweep comes by: nothing personal is in it. */
export function departed(before: Account, now: Instant): Change<Account> {
  const { displayName: _, signedOutAt: __, ...rest } = before;
  const after: Account = { ...rest, email: nobody, state: "deleted", updatedAt: now, saved: before.saved + 1 };
  return { before, after, events: [] };
}

/** There are no such addresses (RFC 2606 section 2). */
const nobody = "nobody@deleted.invalid";
