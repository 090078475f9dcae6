import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";
import { changeAccount } from "./change-account.ts";

/** Every token that the account has is worth nothing with the next request; signing in again is possible at once. */
export async function signOutEverywhere(
  ports: Pick<Ports, "clock" | "accounts" | "identities">,
  actor: Actor,
  id: UserId,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "account.administer", () => new NotAllowed());
  const account = await changeAccount(ports, id, () => ({ signedOutAt: ports.clock.now() }), options);
  await ports.identities.signOutEverywhere(account.identity.subject, options);
}
