import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";
import { changeAccount } from "./change-account.ts";

/**
 * Mail goes to another address from now on, which the pool that signs people in has seen proved; what is kept of mail to
 * the earlier one is forgotten. Idempotent. Throws `account_not_found`.
 */
export async function changeAddress(
  ports: Pick<Ports, "clock" | "accounts" | "mailer">,
  actor: Actor,
  id: UserId,
  email: string,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "account.administer", () => new NotAllowed());
  const before = await ports.accounts.get(id, options);
  // First: once the address is another one, nobody who repeats this would know the earlier one any more.
  if (before !== undefined && before.email !== email) await ports.mailer.forget(before.email, options);
  await changeAccount(ports, id, () => ({ email }), options);
}
