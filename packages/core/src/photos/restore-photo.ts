import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { ChangeOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import { admit, checkRevision } from "./find-photo.ts";
import { restore } from "./photo-keeping.ts";
import type { PhotoView } from "./photo-view.ts";
import { viewPhoto } from "./view-photo.ts";

/**
 * Takes a photo out of the trash, back to what it was. A photo that is not in the trash is left as it is.
 * Throws `photo_not_found`, `revision_conflict`.
 */
export async function restorePhoto(
  ports: Pick<Ports, "settings" | "clock" | "photos" | "urls">,
  actor: Actor,
  id: PhotoId,
  options?: ChangeOptions,
): Promise<PhotoView> {
  const photo = await changeAggregate(
    ports.photos,
    id,
    (current) => {
      const photo = admit(actor, "photo.change", current);
      if (photo.state !== "trashed") return { keep: photo };
      checkRevision(photo, options?.ifRevision);
      return restore(photo, { now: ports.clock.now(), settings: ports.settings });
    },
    options,
  );
  return viewPhoto(ports, photo);
}
