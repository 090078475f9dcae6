import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { UserId } from "../shared/ids.ts";
import { type Instant, laterOf, plus } from "../shared/instant.ts";
import { isLeaving } from "./account.ts";
import { AccountNotFound } from "./account-errors.ts";
import { changeAccount } from "./change-account.ts";

export interface SignOutOptions extends CallOptions {
  /** When it happened at the pool, where that is only heard of now: whoever has signed in since stays. */
  readonly happenedAt?: Instant | undefined;
}

/**
 * Every token that the account has is worth nothing with the next request, and temporary credentials with it; signing in
 * again is possible at once. Keys of programs, links and uploads under way go on. Where this rejects it can be done
 * again, with the token that it was asked with. Throws `account_not_found`.
 */
export async function signOutEverywhere(
  ports: Pick<Ports, "clock" | "accounts" | "identities">,
  actor: Actor,
  id: UserId,
  options?: SignOutOptions,
): Promise<void> {
  const account = await ports.accounts.get(id, options);
  if (account === undefined) throw new AccountNotFound();
  authorize(actor, "account.sign-out", () => new AccountNotFound(), account);
  if (isLeaving(account)) throw new AccountNotFound();
  const { happenedAt } = options ?? {};
  // The pool first: a token that it gives in the last moment is one from before, too.
  if (happenedAt === undefined) await ports.identities.signOutEverywhere(account.identity.subject, options);
  const signedOutAt = happenedAt ?? ports.clock.now();
  // Another moment each time, whatever the clock does: credentials go by it. News may come twice.
  const step = happenedAt === undefined ? 1 : 0;
  await changeAccount(
    ports,
    id,
    ({ signedOutAt: before }) => ({
      signedOutAt: before === undefined ? signedOutAt : laterOf(plus(before, step), signedOutAt),
    }),
    options,
  );
}
