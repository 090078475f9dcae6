import { authorize } from "../authorize.ts";
import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Change } from "../ports/repository.ts";
import { type Actor, system } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { plus } from "../shared/instant.ts";
import { cleanUpPhoto } from "./clean-up-photo.ts";
import { confirmUpload } from "./confirm-upload.ts";
import { joinParts } from "./join-parts.ts";
import type { Photo } from "./photo.ts";
import { postpone } from "./photo-arrival.ts";
import { repeatWish } from "./photo-copy.ts";
import { reviveDevelopment } from "./photo-development.ts";
import { UploadMissing } from "./photo-errors.ts";
import { purge, repeatPurge } from "./photo-keeping.ts";
import type { PhotoMoment } from "./photo-life.ts";
import { removeBlobsOf } from "./remove-blobs.ts";

type ReconcilePorts = Pick<Ports, "settings" | "clock" | "photos" | "usage" | "blobs" | "multipart" | "urls">;

const BATCH = 100;

/** How many things were looked after, and what kept some from it (they come again the next time). */
export interface Reconciled {
  readonly attended: number;
  readonly troubles: readonly unknown[];
}

/**
 * Brings every photo that got stuck to one of its ends: an upload whose notification was lost is confirmed, one that
 * never came is abandoned after a day, a development that nobody works on is asked for again, the trash is emptied of
 * what has been there for its time, copies that somebody waits for are asked for again,
 * what has to follow a purge follows, tombstones go. Running it at any time, or several at once, does no harm.
 */
export async function reconcilePhotos(ports: ReconcilePorts, actor: Actor, options?: CallOptions): Promise<Reconciled> {
  authorize(actor, "photo.maintain", () => new NotAllowed());
  const seen = new Set<string>();
  const troubles: unknown[] = [];
  for (;;) {
    // What could not be attended to stays due, and comes first: look behind it.
    const due = await ports.photos.due(ports.clock.now(), BATCH + troubles.length, options);
    const unseen = due.filter((photo) => !seen.has(photo.id));
    if (unseen.length === 0 || options?.signal?.aborted === true)
      return { attended: seen.size - troubles.length, troubles };
    for (const photo of unseen) {
      seen.add(photo.id);
      await attend(ports, photo, options).catch((trouble: unknown) => troubles.push(trouble));
    }
  }
}

async function attend(ports: ReconcilePorts, photo: Photo, options: CallOptions | undefined): Promise<void> {
  switch (photo.state) {
    case "initiated":
      return attendUpload(ports, photo, options);
    case "uploaded":
    case "processing":
      return ifUnchanged(ports, photo, reviveDevelopment, options);
    case "trashed":
      return ifUnchanged(ports, photo, purge, options);
    case "failed":
      return cleanUpPhoto(ports, system, photo.id, options);
    case "purged":
      return attendTombstone(ports, photo, options);
    case "ready":
      return ifUnchanged(ports, photo, repeatWish, options);
  }
}

async function attendUpload(ports: ReconcilePorts, photo: Photo, options: CallOptions | undefined): Promise<void> {
  if (await hasArrived(ports, photo, options)) {
    await confirmUpload(ports, system, photo.id, options);
    return;
  }
  const abandoned = plus(photo.createdAt, ports.settings.lifetimes.incoming) <= ports.clock.now();
  await ifUnchanged(ports, photo, abandoned ? purge : postpone, options);
}

/** Whoever has sent all parts and was interrupted then has sent the photo. */
async function hasArrived(ports: ReconcilePorts, photo: Photo, options: CallOptions | undefined): Promise<boolean> {
  const isThere = async () =>
    (await ports.blobs.head({ area: "incoming", key: photo.upload.key }, options)) !== undefined;
  if (await isThere()) return true;
  if (photo.upload.kind !== "multipart") return false;
  try {
    await joinParts(ports, photo, undefined, options);
  } catch (error) {
    if (error instanceof UploadMissing) return false;
    throw error;
  }
  return isThere();
}

async function attendTombstone(
  ports: ReconcilePorts,
  tombstone: Photo,
  options: CallOptions | undefined,
): Promise<void> {
  const isOver = tombstone.purgeAt !== undefined && tombstone.purgeAt <= ports.clock.now();
  if (!isOver) return ifUnchanged(ports, tombstone, repeatPurge, options);
  await removeBlobsOf(ports, tombstone.id, options);
  await ports.usage.release(tombstone.owner, tombstone.id, options);
  await ports.photos.forget(tombstone, options);
}

async function ifUnchanged(
  ports: ReconcilePorts,
  photo: Photo,
  step: (photo: Photo, moment: PhotoMoment) => Change<Photo>,
  options: CallOptions | undefined,
): Promise<void> {
  await changeAggregate(
    ports.photos,
    photo.id,
    (current) =>
      current?.saved === photo.saved
        ? step(current, { now: ports.clock.now(), settings: ports.settings })
        : { keep: current },
    options,
  );
}
