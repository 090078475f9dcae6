import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import { once } from "../ports/replay.ts";
import type { Actor, UserActor } from "../shared/actor.ts";
import type { CreateOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { PhotoId, UploadId } from "../shared/ids.ts";
import { parseInput } from "../shared/parse-input.ts";
import { findReplayed } from "./find-photo.ts";
import { checkSize, SentPhoto } from "./new-photo.ts";
import type { Photo } from "./photo.ts";
import { incomingKey } from "./photo-keys.ts";
import { type ArrivalPorts, recordArrival, type UploadedPhoto } from "./record-arrival.ts";
import { viewPhoto } from "./view-photo.ts";

type UploadPhotoPorts = ArrivalPorts & Pick<Ports, "ids">;

/**
 * Takes a photo with its bytes in one call, for small ones. The bytes are stored before the photo is recorded; when this
 * resolves both are durable and developing has been asked for. Bytes that the owner has already give the photo that
 * exists. Throws `photo_too_large`, `quota_exceeded`, `too_many_open_uploads`, `invalid_input`, `idempotency_key_reused`,
 * `replayed_result_gone`.
 */
export async function uploadPhoto(
  ports: UploadPhotoPorts,
  actor: Actor,
  bytes: Uint8Array,
  input: SentPhoto = {},
  options?: CreateOptions,
): Promise<UploadedPhoto> {
  authorize(actor, "photo.create", () => new NotAllowed("Only somebody with an account can upload photos."));
  const sent = parseInput(SentPhoto, input);
  checkSize(bytes.byteLength, ports.settings.original.directBytes);
  return once<PhotoId, Photo, UploadedPhoto>(
    ports.photos,
    options?.idempotency,
    async (id) => ({
      photo: await viewPhoto(ports, await findReplayed(ports, actor, id, options)),
      created: true,
    }),
    async () => {
      const photo = PhotoId.parse(ports.ids.next());
      const upload = UploadId.parse(ports.ids.next());
      const ref = { area: "incoming", key: incomingKey(photo, upload) } as const;
      const blob = await ports.blobs.put(ref, bytes, { bytes: bytes.byteLength, signal: options?.signal });
      return recordArrival(ports, actor as UserActor, { id: photo, upload, blob, sha256: blob.sha256 }, sent, options);
    },
  );
}
