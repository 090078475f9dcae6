import { isDeparting } from "../accounts/index.ts";
import { authorize } from "../authorize.ts";
import { exportPrefix } from "../photos/index.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";

/** Takes away whatever was packed for somebody who has deleted their account. Idempotent; whoever has one keeps theirs. */
export async function eraseExports(
  ports: Pick<Ports, "accounts" | "blobs">,
  actor: Actor,
  owner: UserId,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "account.administer", () => new NotAllowed());
  if (!(await isDeparting(ports, owner, options))) return;
  for await (const blob of ports.blobs.list("media", exportPrefix(owner), options)) {
    await ports.blobs.remove(blob, options);
  }
}
