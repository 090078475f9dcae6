import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";

/** Removes what is left of an account that was deleted. Idempotent; any other account is left alone. */
export async function forgetAccount(
  ports: Pick<Ports, "accounts">,
  actor: Actor,
  id: UserId,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "account.administer", () => new NotAllowed());
  const account = await ports.accounts.get(id, options);
  if (account?.state === "deleted") await ports.accounts.forget(account, options);
}
