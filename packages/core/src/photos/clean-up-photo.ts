import { authorize } from "../authorize.ts";
import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { PhotoId } from "../shared/ids.ts";
import type { Photo } from "./photo.ts";
import { settleDebris } from "./photo-keeping.ts";
import { removeBlobsOf } from "./remove-blobs.ts";

/**
 * What has to follow when a photo has failed or was purged: its bytes go, and its owner's quota gets the room back.
 * Idempotent; a photo that lives is left alone.
 */
export async function cleanUpPhoto(
  ports: Pick<Ports, "settings" | "clock" | "photos" | "usage" | "blobs" | "multipart">,
  actor: Actor,
  id: PhotoId,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "photo.maintain", () => new NotAllowed());
  const photo = await ports.photos.get(id, options);
  if (photo === undefined) return removeBlobsOf(ports, id, options);
  if (photo.state !== "purged" && photo.failure === undefined) return;
  await dropParts(ports, photo, options);
  await removeBlobsOf(ports, id, options);
  await ports.usage.release(photo.owner, id, options);
  await changeAggregate(
    ports.photos,
    id,
    (current) => {
      const unsettled =
        current?.dueAt !== undefined && (current.state === "failed" || current.dueAt !== current.purgeAt);
      const ended = current?.state === "purged" || current?.state === "failed";
      return current && ended && unsettled
        ? settleDebris(current, { now: ports.clock.now(), settings: ports.settings })
        : { keep: current };
    },
    options,
  );
}

/** Every upload in parts that was begun for it, so that none becomes a blob any more. */
export async function dropParts(
  ports: Pick<Ports, "multipart">,
  { upload: { key, kind } }: Photo,
  options: CallOptions | undefined,
): Promise<void> {
  if (kind !== "multipart") return;
  for await (const upload of ports.multipart.list(key, options)) await ports.multipart.abort(upload, options);
}
