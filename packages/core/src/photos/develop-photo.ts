import { authorize } from "../authorize.ts";
import { changeAggregate } from "../ports/change-aggregate.ts";
import { ImageProcessorFailed, ImageRefused } from "../ports/image-processor.ts";
import type { Ports } from "../ports/index.ts";
import { BlobChanged } from "../ports/port-errors.ts";
import type { Change } from "../ports/repository.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { PhotoId } from "../shared/ids.ts";
import { type DevelopedBytes, developBytes } from "./develop-bytes.ts";
import type { Failure, Photo } from "./photo.ts";
import { StatedHashMismatch } from "./photo-errors.ts";
import { originalKey } from "./photo-keys.ts";
import { arrive, fail, finish, type PhotoMoment, preview } from "./photo-life.ts";
import { removeBlobsOf } from "./remove-blobs.ts";

export type DevelopPorts = Pick<Ports, "settings" | "clock" | "photos" | "usage" | "blobs" | "images">;

export interface DevelopOptions extends CallOptions {
  /** How often this has been tried, this time included. */
  readonly attempt: number;
}

/**
 * Turns the bytes that arrived into a photo that can be looked at: `ready` with all its renditions, or `failed` with a
 * reason. The first rendition is saved, and can be seen, before the others are made. Doing it twice, or twice at once,
 * ends the same; a photo that needs no developing is left alone. No aggregate is held meanwhile: an edit by the owner
 * and developing never fail each other, and a photo purged meanwhile stays purged.
 * Throws `image_processor_failed` before the last attempt, and whatever trouble the ports have: try again later.
 */
export async function developPhoto(
  ports: DevelopPorts,
  actor: Actor,
  id: PhotoId,
  options: DevelopOptions,
): Promise<void> {
  authorize(actor, "photo.develop", () => new NotAllowed());
  const photo = await ports.photos.get(id, options);
  if (photo === undefined || !isWaiting(photo)) return;
  try {
    const developed = await developBytes(
      ports,
      photo,
      (first) => advance(ports, photo, first, preview, options),
      options,
    );
    await promote(ports, photo, developed, options);
  } catch (error) {
    await recover(ports, photo, error, options);
  }
}

const isWaiting = (photo: Photo): boolean => photo.state === "uploaded" || photo.state === "processing";

/** Blobs first, metadata last; then what is no longer needed goes. */
async function promote(
  ports: DevelopPorts,
  photo: Photo,
  { development, extension }: DevelopedBytes,
  options: DevelopOptions,
) {
  const incoming = { area: "incoming", key: photo.upload.key } as const;
  const original = { area: "originals", key: originalKey(photo.id, photo.upload.id, extension) } as const;
  await ports.blobs.copyOnce(incoming, photo.upload.etag ?? "", original, options);
  await ports.usage.settle(photo.owner, photo.id, development.bytes, options);
  await advance(ports, photo, development, (now, made, moment) => finish(now, made, original.key, moment), options);
  await ports.blobs.remove(incoming, options);
}

/** Applies a step to the photo as it is by now, if it is still about the same bytes. */
async function advance<Made>(
  ports: DevelopPorts,
  begun: Photo,
  made: Made,
  step: (photo: Photo, made: Made, moment: PhotoMoment) => Change<Photo>,
  options: CallOptions,
): Promise<void> {
  const photo = await changeAggregate(
    ports.photos,
    begun.id,
    (current) => {
      const same = current !== undefined && isWaiting(current) && current.upload.etag === begun.upload.etag;
      return same ? step(current, made, { now: ports.clock.now(), settings: ports.settings }) : { keep: current };
    },
    options,
  );
  if (photo === undefined || photo.state === "purged") await removeBlobsOf(ports, begun.id, options);
}

async function recover(ports: DevelopPorts, photo: Photo, error: unknown, options: DevelopOptions): Promise<void> {
  if (error instanceof BlobChanged) return takeWhatIsThere(ports, photo, options);
  const failure = asFailure(error, options.attempt >= ports.settings.recovery.imagingAttempts);
  if (failure === undefined) throw error;
  await advance(ports, photo, failure, fail, options);
}

/** The bytes were replaced (a ticket can be used again until it expires) or are gone: begin with what is there now. */
async function takeWhatIsThere(ports: DevelopPorts, photo: Photo, options: DevelopOptions): Promise<void> {
  const blob = await ports.blobs.head({ area: "incoming", key: photo.upload.key }, options);
  if (blob !== undefined) return advance(ports, photo, blob, arrive, options);
  const detail = "The bytes disappeared before they could be developed: upload the photo again.";
  await advance(ports, photo, { code: "upload_lost", detail } as const, fail, options);
}

function asFailure(error: unknown, last: boolean): Failure | undefined {
  if (error instanceof StatedHashMismatch) return { code: "hash_mismatch", detail: error.message };
  if (error instanceof ImageRefused) return { code: error.reason, detail: error.message };
  if (error instanceof ImageProcessorFailed && last) return { code: error.reason, detail: error.message };
  return undefined;
}
