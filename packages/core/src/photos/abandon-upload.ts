import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import { admitToRemove } from "./find-photo.ts";
import { isGone } from "./photo.ts";
import { PhotoStateConflict } from "./photo-errors.ts";
import { purge } from "./photo-keeping.ts";
import { isOnItsWay } from "./photo-life.ts";

/**
 * Gives up an upload that was begun: the photo is gone, and what has arrived of it goes with the reaction to
 * `photo_purged`. Doing it again changes nothing. Throws `photo_state_conflict` for a photo that has been developed,
 * `photo_not_found`.
 */
export async function abandonUpload(
  ports: Pick<Ports, "settings" | "clock" | "photos">,
  actor: Actor,
  id: PhotoId,
  options?: CallOptions,
): Promise<void> {
  await changeAggregate(
    ports.photos,
    id,
    (current) => {
      const photo = admitToRemove(actor, current);
      if (isGone(photo)) return { keep: photo };
      if (!isOnItsWay(photo)) {
        throw new PhotoStateConflict(photo.state, `This photo is ${photo.state}: there is no upload to abandon.`);
      }
      return purge(photo, { now: ports.clock.now(), settings: ports.settings });
    },
    options,
  );
}
