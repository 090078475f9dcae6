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
 * Resolves to how many were looked at, and what kept some from being closed (they come again the next time).
 */
export async function reconcileUsage(
  ports: Pick<Ports, "settings" | "clock" | "photos" | "usage">,
  actor: Actor,
  options?: CallOptions,
): Promise<Reconciled> {
  authorize(actor, "photo.maintain", () => new NotAllowed());
  const before = plus(ports.clock.now(), -ports.settings.recovery.stalledAfter);
  const troubles: unknown[] = [];
  let seen = 0;
  for await (const reservation of ports.usage.openSince(before, options)) {
    seen += 1;
    await close(ports, reservation, options).catch((trouble: unknown) => troubles.push(trouble));
  }
  return { attended: seen - troubles.length, troubles };
}

async function close(
  ports: Pick<Ports, "photos" | "usage">,
  { owner, photo: id }: Reservation,
  options: CallOptions | undefined,
): Promise<void> {
  const photo = await ports.photos.get(id, options);
  if (photo === undefined || isGone(photo) || photo.failure !== undefined) {
    await ports.usage.release(owner, id, options);
  } else if (photo.original !== undefined) {
    await ports.usage.settle(owner, id, photo.bytes, options);
  }
}
