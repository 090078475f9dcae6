import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { ChangeOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import { admitToRemove, checkRevision } from "./find-photo.ts";
import { isGone } from "./photo.ts";
import { purge, trash } from "./photo-keeping.ts";
import { isOnItsWay } from "./photo-life.ts";

/**
 * Puts a photo into the trash, where it stays for 30 days (`lifetimes.trash`). A photo that is still on its way has
 * nothing to keep: its upload is abandoned. Doing it again changes nothing.
 * Throws `photo_not_found`, `revision_conflict`.
 */
export async function trashPhoto(
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
      if (photo.state === "trashed" || isGone(photo)) return { keep: photo };
      checkRevision(photo, options?.ifRevision);
      const moment = { now: ports.clock.now(), settings: ports.settings };
      return isOnItsWay(photo) ? purge(photo, moment) : trash(photo, moment);
    },
    options,
  );
}
