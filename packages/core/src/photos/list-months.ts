import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor, UserActor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { PhotoMonth } from "./photo.ts";

/**
 * How many photos of the caller's library stand in each month of the timeline, the latest month first; months without
 * photos are left out. What a list of the library holds from a month to the next is what is counted here.
 */
export async function listMonths(
  ports: Pick<Ports, "photos">,
  actor: Actor,
  options?: CallOptions,
): Promise<readonly PhotoMonth[]> {
  authorize(actor, "photo.list", () => new NotAllowed("Only somebody with an account has photos."));
  return ports.photos.months((actor as UserActor).userId, options);
}
