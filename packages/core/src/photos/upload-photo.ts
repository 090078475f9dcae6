import type * as z from "zod";
import { authorize } from "../authorize.ts";
import type { StoredBlob } from "../ports/blob-store.ts";
import type { Ports } from "../ports/index.ts";
import { once, receiptFor } from "../ports/replay.ts";
import type { Actor, UserActor } from "../shared/actor.ts";
import type { CreateOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { PhotoId, UploadId } from "../shared/ids.ts";
import { parseInput } from "../shared/parse-input.ts";
import { findReplayed } from "./find-photo.ts";
import { findKnownPhoto } from "./known-photo.ts";
import { checkSize, discard, discardUnlessSaved, reserveRoom, SentPhoto } from "./new-photo.ts";
import type { Photo } from "./photo.ts";
import { receive } from "./photo-arrival.ts";
import { incomingKey } from "./photo-keys.ts";
import { type PhotoView, viewPhoto } from "./photo-view.ts";

type UploadPhotoPorts = Pick<Ports, "settings" | "clock" | "ids" | "accounts" | "photos" | "usage" | "blobs" | "urls">;

/** What came of it: `created` is false when the owner had these bytes already. */
export interface UploadedPhoto {
  readonly photo: PhotoView;
  readonly created: boolean;
}

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
      return record(ports, actor as UserActor, { id: photo, upload, blob }, sent, options);
    },
  );
}

async function record(
  ports: UploadPhotoPorts,
  actor: UserActor,
  { id, upload, blob }: { id: PhotoId; upload: UploadId; blob: StoredBlob },
  sent: z.output<typeof SentPhoto>,
  options: CreateOptions | undefined,
): Promise<UploadedPhoto> {
  const now = ports.clock.now();
  const description = { id, upload, owner: actor.userId, contentType: "application/octet-stream", bytes: blob.bytes };
  const { after, events } = receive({ ...description, ...sent }, blob, { now, settings: ports.settings });
  try {
    const known = await findKnownPhoto(ports, actor.userId, blob.sha256, options);
    if (known !== undefined) {
      await discard(ports, after);
      return { photo: await viewPhoto(ports, known), created: false };
    }
    await reserveRoom(ports, actor, after, options);
    const receipt = receiptFor(options?.idempotency, id, now, ports.settings.lifetimes.receipt);
    await ports.photos.save({ after, events, receipt }, options);
  } catch (error) {
    await discardUnlessSaved(ports, after, error);
    throw error;
  }
  return { photo: await viewPhoto(ports, after), created: true };
}
