import { isDeparting } from "../accounts/index.ts";
import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";
import { mapAtMost } from "../shared/map-at-most.ts";
import { dropParts } from "./clean-up-photo.ts";
import type { Photo } from "./photo.ts";
import { incomingPrefix } from "./photo-keys.ts";
import { removeBlobsOf } from "./remove-blobs.ts";

/** How many are removed at once, and in one call. */
const AT_ONCE = 8;
const BATCH = 100;
const BATCHES = 5;

type ErasePorts = Pick<Ports, "accounts" | "photos" | "usage" | "blobs" | "multipart">;

/**
 * Removes photos of somebody who has deleted their account, up to five hundred, bytes and records, and once there are none
 * left what their owner put into `incoming`, and what was counted. Nobody can see them any more, so no tombstones stay.
 * Resolves to whether nothing is left. Idempotent; whoever has an account keeps what they have.
 */
export async function erasePhotos(
  ports: ErasePorts,
  actor: Actor,
  owner: UserId,
  options?: CallOptions,
): Promise<boolean> {
  authorize(actor, "photo.maintain", () => new NotAllowed());
  if (!(await isDeparting(ports, owner, options))) return true;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const photos = await ports.photos.ofOwner(owner, BATCH, options);
    if (photos.length === 0) {
      await eraseIncoming(ports, owner, options);
      await ports.usage.forget(owner, options);
      return true;
    }
    await mapAtMost(AT_ONCE, photos, (photo) => erase(ports, photo, options));
  }
  return false;
}

/** Record last: as long as it is there, whoever comes after a crash finds the bytes. One that was just changed stays. */
async function erase(ports: ErasePorts, photo: Photo, options: CallOptions | undefined): Promise<void> {
  await dropParts(ports, photo, options);
  await removeBlobsOf(ports, photo.id, options);
  await ports.photos.forget(photo, options);
}

async function eraseIncoming(
  { blobs, multipart }: ErasePorts,
  owner: UserId,
  options: CallOptions | undefined,
): Promise<void> {
  const prefix = incomingPrefix(owner);
  for await (const upload of multipart.list(prefix, options)) await multipart.abort(upload, options);
  for await (const blob of blobs.list("incoming", prefix, options)) await blobs.remove(blob, options);
}
