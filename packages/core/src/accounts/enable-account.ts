import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";
import { changeAccount } from "./change-account.ts";

/** Lets an account in again. Idempotent. */
export async function enableAccount(
  ports: Pick<Ports, "clock" | "accounts" | "identities">,
  actor: Actor,
  id: UserId,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "account.administer", () => new NotAllowed());
  const account = await changeAccount(ports, id, () => ({ state: "active" }), options);
  await ports.identities.enable(account.identity.subject, options);
}
