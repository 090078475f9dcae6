import { isDeparting } from "../accounts/index.ts";
import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";

/** Takes away every key of somebody who has deleted their account. Idempotent; whoever has one keeps theirs. */
export async function eraseApiKeys(
  ports: Pick<Ports, "accounts" | "apiKeys" | "rates">,
  actor: Actor,
  owner: UserId,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "account.administer", () => new NotAllowed());
  if (!(await isDeparting(ports, owner, options))) return;
  for (;;) {
    const keys = await ports.apiKeys.ofOwner(owner, BATCH, options);
    if (keys.length === 0) return;
    for (const { id } of keys) {
      await ports.rates.forget(`key:${id}`, options);
      await ports.apiKeys.remove(id, options);
    }
  }
}

const BATCH = 100;
