import type * as z from "zod";
import type { Ports } from "../ports/index.ts";
import { receiptFor } from "../ports/replay.ts";
import type { UserActor } from "../shared/actor.ts";
import type { CreateOptions } from "../shared/call-options.ts";
import type { PhotoId, Sha256, UploadId } from "../shared/ids.ts";
import { findKnownPhoto } from "./known-photo.ts";
import { discard, discardUnlessSaved, reserveRoom, type SentPhoto } from "./new-photo.ts";
import { type ArrivedBytes, type PhotoDescription, receive } from "./photo-arrival.ts";
import type { PhotoView } from "./photo-view.ts";
import { viewPhoto } from "./view-photo.ts";

export type ArrivalPorts = Pick<
  Ports,
  "settings" | "clock" | "accounts" | "photos" | "usage" | "blobs" | "multipart" | "urls"
>;

/** What came of it: `created` is false when the owner had these bytes already. */
export interface UploadedPhoto {
  readonly photo: PhotoView;
  readonly created: boolean;
}

/** Bytes that lie in `incoming`, under the key that these ids make. */
export interface StoredBytes {
  readonly id: PhotoId;
  readonly upload: UploadId;
  readonly blob: ArrivedBytes;
  /** Their hash, as we have computed it or as their owner states it. */
  readonly sha256?: Sha256 | undefined;
}

/**
 * Records a photo whose bytes are there already, and has them developed. Where the owner has these bytes, or nothing can be
 * recorded, the bytes go again.
 */
export async function recordArrival(
  ports: ArrivalPorts,
  actor: UserActor,
  { id, upload, blob, sha256 }: StoredBytes,
  sent: z.output<typeof SentPhoto> & Pick<PhotoDescription, "statedSha256">,
  options: CreateOptions | undefined,
): Promise<UploadedPhoto> {
  const now = ports.clock.now();
  const description = { id, upload, owner: actor.userId, contentType: "application/octet-stream", bytes: blob.bytes };
  const receipt = options?.idempotency?.keyHash;
  const { after, events } = receive({ ...description, receipt, ...sent }, blob, { now, settings: ports.settings });
  try {
    const known = sha256 && (await findKnownPhoto(ports, actor.userId, sha256, options));
    if (known !== undefined) {
      await discard(ports, after);
      return { photo: await viewPhoto(ports, known), created: false };
    }
    await reserveRoom(ports, actor, after, options);
    const saved = receiptFor(options?.idempotency, id, now, ports.settings.lifetimes.receipt);
    await ports.photos.save({ after, events, receipt: saved }, options);
  } catch (error) {
    await discardUnlessSaved(ports, after, error);
    throw error;
  }
  return { photo: await viewPhoto(ports, after), created: true };
}
