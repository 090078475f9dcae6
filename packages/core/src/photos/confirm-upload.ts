import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import { admit, findPhoto } from "./find-photo.ts";
import { arrive } from "./photo-arrival.ts";
import { UploadMissing } from "./photo-errors.ts";
import type { PhotoView } from "./photo-view.ts";
import { viewPhoto } from "./view-photo.ts";

/**
 * Takes note that a photo's bytes have arrived, and has them developed. Called by whoever learns of it: the storage's
 * notification, the owner, the reconciler; calling it again, or later, changes nothing. Bytes of another size than was
 * announced make the photo `failed`. Throws `upload_missing` while there are no bytes, `photo_not_found`.
 */
export async function confirmUpload(
  ports: Pick<Ports, "settings" | "clock" | "photos" | "blobs" | "urls">,
  actor: Actor,
  id: PhotoId,
  options?: CallOptions,
): Promise<PhotoView> {
  const announced = await findPhoto(ports, actor, "photo.confirm", id, options);
  if (announced.state !== "initiated") return viewPhoto(ports, announced);
  const blob = await ports.blobs.head({ area: "incoming", key: announced.upload.key }, options);
  if (blob === undefined) throw new UploadMissing();
  const photo = await changeAggregate(
    ports.photos,
    id,
    (current) => {
      const photo = admit(actor, "photo.confirm", current);
      if (photo.state !== "initiated") return { keep: photo };
      return arrive(photo, blob, { now: ports.clock.now(), settings: ports.settings });
    },
    options,
  );
  return viewPhoto(ports, photo);
}
