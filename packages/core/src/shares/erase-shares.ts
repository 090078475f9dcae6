import { isDeparting } from "../accounts/index.ts";
import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";
import type { Cursor } from "../shared/page.ts";

/** Takes away every link of somebody who has deleted their account, and how often each was tried. Idempotent; whoever has an account keeps theirs. */
export async function eraseShares(
  ports: Pick<Ports, "settings" | "accounts" | "shares" | "rates">,
  actor: Actor,
  owner: UserId,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "share.maintain", () => new NotAllowed());
  if (!(await isDeparting(ports, owner, options))) return;
  let cursor: Cursor | undefined;
  do {
    const page = await ports.shares.list(owner, undefined, { limit: ports.settings.page.most, cursor }, options);
    for (const { id } of page.items) {
      await ports.rates.forget(`share:${id}`, options);
      await ports.shares.remove(id, options);
    }
    cursor = page.next;
  } while (cursor !== undefined);
}
