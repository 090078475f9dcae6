import { checkRevision } from "../photos/index.ts";
import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { ChangeOptions } from "../shared/call-options.ts";
import type { ShareId } from "../shared/ids.ts";
import { admitToShare, updateShare } from "./change-share.ts";

/**
 * Ends a link for good: once this has resolved nobody gets in, no visit goes on, and addresses that were signed before
 * die within two guest windows (300 seconds). Doing it again changes nothing. Throws `share_not_found`,
 * `revision_conflict`.
 */
export async function revokeShare(
  ports: Pick<Ports, "clock" | "shares">,
  actor: Actor,
  id: ShareId,
  options?: ChangeOptions,
): Promise<void> {
  await changeAggregate(
    ports.shares,
    id,
    (current) => {
      const share = admitToShare(actor, current);
      if (share.revokedAt !== undefined) return { keep: share };
      checkRevision(share, options?.ifRevision);
      const now = ports.clock.now();
      return updateShare(share, now, { revokedAt: now, epoch: share.epoch + 1 });
    },
    options,
  );
}
