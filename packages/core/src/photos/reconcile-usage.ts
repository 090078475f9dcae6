import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { plus } from "../shared/instant.ts";

/**
 * Closes reservations that their photo has no need of any more: room was reserved and the photo never recorded, or it is
 * ready, failed or gone and the news was lost. Afterwards every owner's usage is the sum of their photos.
 */
export async function reconcileUsage(
  ports: Pick<Ports, "settings" | "clock" | "photos" | "usage">,
  actor: Actor,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "photo.maintain", () => new NotAllowed());
  const before = plus(ports.clock.now(), -ports.settings.recovery.stalledAfter);
  for await (const { owner, photo: id } of ports.usage.openSince(before, options)) {
    const photo = await ports.photos.get(id, options);
    if (photo === undefined || photo.state === "purged" || photo.failure !== undefined) {
      await ports.usage.release(owner, id, options);
    } else if (photo.original !== undefined) {
      await ports.usage.settle(owner, id, photo.bytes, options);
    }
  }
}
