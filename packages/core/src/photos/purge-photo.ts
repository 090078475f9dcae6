import { isAllowed } from "../authorize.ts";
import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { ChangeOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import { admit, checkRevision } from "./find-photo.ts";
import { isGone } from "./photo.ts";
import { purge } from "./photo-life.ts";

/**
 * Ends a photo for good, whatever state it is in: from the moment that this resolves nobody sees it, and its bytes are
 * removed by the reaction to `photo_purged`. Tintype itself uses it for what has lain in the trash long enough.
 * Throws `photo_not_found` (also when it is purged already), `revision_conflict`.
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
      const photo =
        current && !isGone(current) && isAllowed(actor, "photo.maintain")
          ? current
          : admit(actor, "photo.change", current);
      checkRevision(photo, options?.ifRevision);
      return purge(photo, { now: ports.clock.now(), settings: ports.settings });
    },
    options,
  );
}
