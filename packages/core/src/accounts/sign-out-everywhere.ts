import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";
import { type Instant, laterOf } from "../shared/instant.ts";
import { changeAccount } from "./change-account.ts";

export interface SignOutOptions extends CallOptions {
  /** When it happened at the pool, where that is only heard of now: whoever has signed in since stays. */
  readonly happenedAt?: Instant | undefined;
}

/** Every token that the account has is worth nothing with the next request; signing in again is possible at once. */
export async function signOutEverywhere(
  ports: Pick<Ports, "clock" | "accounts" | "identities">,
  actor: Actor,
  id: UserId,
  options?: SignOutOptions,
): Promise<void> {
  authorize(actor, "account.administer", () => new NotAllowed());
  const { happenedAt } = options ?? {};
  const signedOutAt = happenedAt ?? ports.clock.now();
  const account = await changeAccount(
    ports,
    id,
    ({ signedOutAt: before = signedOutAt }) => ({ signedOutAt: laterOf(before, signedOutAt) }),
    options,
  );
  if (happenedAt === undefined) await ports.identities.signOutEverywhere(account.identity.subject, options);
}
