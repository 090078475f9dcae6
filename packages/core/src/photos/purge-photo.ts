import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { ChangeOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import { admitToRemove, checkRevision } from "./find-photo.ts";
import { isGone } from "./photo.ts";
import { purge } from "./photo-keeping.ts";

/**
 * Ends a photo for good, whatever state it is in: from the moment that this resolves nobody sees it, and its bytes are
 * removed by the reaction to `photo_purged`. Doing it again changes nothing, for as long as there is a tombstone.
 * Throws `photo_not_found`, `revision_conflict`.
 */
export async function purgePhoto(
  ports: Pick<Ports, "settings" | "clock" | "photos">,
  actor: Actor,
  id: PhotoId,
  options?: ChangeOptions,
): Promise<void> {
  await changeAggregate(
    ports.photos,
    id,
    (current) => {
      const photo = admitToRemove(actor, current);
      if (isGone(photo)) return { keep: photo };
      checkRevision(photo, options?.ifRevision);
      return purge(photo, { now: ports.clock.now(), settings: ports.settings });
    },
    options,
  );
}
