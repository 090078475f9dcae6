import { authorize } from "../authorize.ts";
import { changeAggregate } from "../ports/change-aggregate.ts";
import { ImageProcessorFailed, ImageRefused } from "../ports/image-processor.ts";
import type { Ports } from "../ports/index.ts";
import { BlobChanged } from "../ports/port-errors.ts";
import type { Change } from "../ports/repository.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { type PhotoId, UploadId } from "../shared/ids.ts";
import { type DevelopedBytes, developBytes } from "./develop-bytes.ts";
import { excuseTry, noteTry } from "./development-tries.ts";
import { type Failure, isGone, type Photo } from "./photo.ts";
import { replace } from "./photo-arrival.ts";
import { fail, finish, preview } from "./photo-development.ts";
import { StatedHashMismatch } from "./photo-errors.ts";
import { originalKey } from "./photo-keys.ts";
import { isWaiting, type PhotoMoment } from "./photo-life.ts";
import { removeBlobsOf } from "./remove-blobs.ts";

export type DevelopPorts = Pick<Ports, "settings" | "clock" | "ids" | "photos" | "usage" | "blobs" | "images">;

export interface DevelopOptions extends CallOptions {
  /** How often this has been tried, this time included. */
  readonly attempt: number;
}

/**
 * Turns the bytes that arrived into a photo that can be looked at: `ready` with all its renditions, or `failed` with a
 * reason. The first rendition is saved, and can be seen, before the others are made. Doing it twice, or twice at once,
 * ends the same; a photo that needs no developing is left alone. No aggregate is held meanwhile: an edit by the owner
 * and developing never fail each other, and a photo purged meanwhile stays purged, without a byte.
 * Throws `image_processor_failed` before the last attempt, and whatever trouble the ports have: try again later.
 */
export async function developPhoto(
  ports: DevelopPorts,
  actor: Actor,
  id: PhotoId,
  options: DevelopOptions,
): Promise<void> {
  authorize(actor, "photo.develop", () => new NotAllowed());
  const photo = await noteTry(ports, id, options);
  if (photo === undefined || isGone(photo)) return removeBlobsOf(ports, id, options);
  if (!isWaiting(photo)) return;
  try {
    const developed = await developBytes(
      ports,
      photo,
      async (first) =>
        void (await advance(ports, photo, (current, moment) => preview(current, first, moment), options)),
      options,
    );
    await promote(ports, photo, developed, options);
  } catch (error) {
    await recover(ports, photo, error, options);
  }
}

/** Blobs first, metadata last; then what is no longer needed goes, unless others were faster with other bytes. */
async function promote(
  ports: DevelopPorts,
  photo: Photo,
  { development, extension }: DevelopedBytes,
  options: DevelopOptions,
): Promise<void> {
  const incoming = { area: "incoming", key: photo.upload.key } as const;
  const original = { area: "originals", key: originalKey(photo.id, photo.upload.id, extension) } as const;
  await ports.blobs.copyOnce(incoming, photo.upload.etag ?? "", original, options);
  const finished = await advance(
    ports,
    photo,
    (current, moment) => finish(current, development, original.key, moment),
    options,
  );
  if (finished?.original !== original.key) return;
  await ports.usage.settle(photo.owner, photo.id, development.bytes, options);
  await ports.blobs.remove(incoming, options);
}

/** Applies a step to the photo as it is by now, if it is still about the same bytes. Resolves to what it is then. */
async function advance(
  ports: DevelopPorts,
  begun: Photo,
  step: (photo: Photo, moment: PhotoMoment) => Change<Photo>,
  options: CallOptions,
): Promise<Photo | undefined> {
  const photo = await changeAggregate(
    ports.photos,
    begun.id,
    (current) => {
      const same = current !== undefined && isWaiting(current) && current.upload.etag === begun.upload.etag;
      return same ? step(current, { now: ports.clock.now(), settings: ports.settings }) : { keep: current };
    },
    options,
  );
  if (photo === undefined || isGone(photo)) await removeBlobsOf(ports, begun.id, options);
  return photo;
}

async function recover(ports: DevelopPorts, photo: Photo, error: unknown, options: DevelopOptions): Promise<void> {
  if (error instanceof BlobChanged) return takeWhatIsThere(ports, photo, options);
  const isLast = (photo.retries ?? 0) + 1 >= ports.settings.recovery.imagingAttempts;
  const failure = asFailure(error, isLast);
  if (failure === undefined) {
    if (!(error instanceof ImageProcessorFailed)) await excuseTry(ports, photo);
    throw error;
  }
  await advance(ports, photo, (current, moment) => fail(current, failure, moment), options);
}

/** The bytes were replaced (a ticket can be used again until it expires) or are gone: begin with what is there now. */
async function takeWhatIsThere(ports: DevelopPorts, photo: Photo, options: DevelopOptions): Promise<void> {
  const blob = await ports.blobs.head({ area: "incoming", key: photo.upload.key }, options);
  const version = UploadId.parse(ports.ids.next());
  const detail = "The bytes disappeared before they could be developed: upload the photo again.";
  await advance(
    ports,
    photo,
    (current, moment) =>
      blob === undefined
        ? fail(current, { code: "upload_lost", detail }, moment)
        : replace(current, blob, version, moment),
    options,
  );
}

function asFailure(error: unknown, isLast: boolean): Failure | undefined {
  if (error instanceof StatedHashMismatch) return { code: "hash_mismatch", detail: error.message };
  if (error instanceof ImageRefused) return { code: error.reason, detail: error.message };
  if (error instanceof ImageProcessorFailed && isLast) return { code: error.reason, detail: error.message };
  return undefined;
}
