import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Reservation } from "../ports/usage-ledger.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { plus } from "../shared/instant.ts";
import { isGone } from "./photo.ts";
import type { Reconciled } from "./reconcile-photos.ts";

/**
 * Closes reservations that their photo has no need of any more: room was reserved and the photo never recorded, or it is
 * ready, failed or gone and the news was lost. Afterwards every owner's usage is the sum of their photos.
 * Resolves to how many it closed, and what kept some from it (they come again the next time).
 */
export async function reconcileUsage(
  ports: Pick<Ports, "settings" | "clock" | "photos" | "usage">,
  actor: Actor,
  options?: CallOptions,
): Promise<Reconciled> {
  authorize(actor, "photo.maintain", () => new NotAllowed());
  const before = plus(ports.clock.now(), -ports.settings.recovery.stalledAfter);
  const troubles: unknown[] = [];
  let closed = 0;
  for await (const reservation of ports.usage.openSince(before, options)) {
    try {
      if (await close(ports, reservation, options)) closed += 1;
    } catch (trouble) {
      troubles.push(trouble);
    }
  }
  return { attended: closed, troubles };
}

/** Resolves to whether the reservation could be closed: that of an upload under way stays open. */
async function close(
  ports: Pick<Ports, "photos" | "usage">,
  { owner, photo: id }: Reservation,
  options: CallOptions | undefined,
): Promise<boolean> {
  const photo = await ports.photos.get(id, options);
  if (photo === undefined || isGone(photo) || photo.failure !== undefined) {
    await ports.usage.release(owner, id, options);
    return true;
  }
  if (photo.original === undefined) return false;
  await ports.usage.settle(owner, id, photo.bytes, options);
  return true;
}
