import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";
import { changeAccount } from "./change-account.ts";

/** Shuts an account out: with the next request nothing it sends is accepted, and it cannot sign in. Idempotent. */
export async function disableAccount(
  ports: Pick<Ports, "clock" | "accounts" | "identities">,
  actor: Actor,
  id: UserId,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "account.administer", () => new NotAllowed());
  const account = await changeAccount(ports, id, () => ({ state: "disabled" }), options);
  await ports.identities.disable(account.identity.subject, options);
}
