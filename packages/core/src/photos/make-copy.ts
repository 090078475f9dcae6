import { authorize } from "../authorize.ts";
import { changeAggregate } from "../ports/change-aggregate.ts";
import { type DevelopmentPlan, ImageProcessorFailed, ImageRefused } from "../ports/image-processor.ts";
import type { Ports } from "../ports/index.ts";
import type { Change } from "../ports/repository.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { PhotoId } from "../shared/ids.ts";
import { isGone, type Photo, type Rendition } from "./photo.ts";
import { countTry, endWish, excuseTry, isCopyWanted } from "./photo-copy.ts";
import { copyKey } from "./photo-keys.ts";
import type { PhotoMoment } from "./photo-life.ts";
import { removeBlobsOf } from "./remove-blobs.ts";
import { extensionOf, storeRendition } from "./store-rendition.ts";

type CopyPorts = Pick<Ports, "settings" | "clock" | "photos" | "blobs" | "images">;

/**
 * Makes the copy that somebody waits for: the photo in full size and sRGB, upright, without metadata. Doing it twice, or
 * twice at once, ends the same; a photo whose copy nobody waits for is left alone, and one that is purged meanwhile stays
 * purged, without a byte. Every try is counted before it begins, since nobody reports a process that was brought down;
 * after the last one (`recovery.imagingAttempts`) there will be no copy.
 * Throws `image_processor_failed` before that, and whatever trouble the ports have: try again later.
 */
export async function makeCopy(ports: CopyPorts, actor: Actor, id: PhotoId, options?: CallOptions): Promise<void> {
  authorize(actor, "photo.develop", () => new NotAllowed());
  const photo = await advance(ports, id, countTry, options);
  if (!isCopyWanted(photo)) return;
  const attempts = ports.settings.recovery.imagingAttempts;
  const giveUp = () => advance(ports, id, (wanting, moment) => endWish(wanting, { state: "failed" }, moment), options);
  if (photo.copy.tries > attempts) return void (await giveUp());
  try {
    const rendition = await render(ports, photo, options ?? {});
    if (rendition === undefined) return void (await giveUp());
    await advance(ports, id, (wanting, moment) => endWish(wanting, { state: "made", rendition }, moment), options);
  } catch (error) {
    const isLast = error instanceof ImageProcessorFailed && photo.copy.tries === attempts;
    if (isLast || error instanceof ImageRefused) return void (await giveUp());
    // Where the store is away as well, the try counts: this error is the one worth telling.
    if (!(error instanceof ImageProcessorFailed)) await advance(ports, id, excuseTry, options).catch(() => undefined);
    throw error;
  }
}

/** Applies a step to the photo as it is by now, if its copy is still wanted. Resolves to what it is then. */
async function advance(
  ports: CopyPorts,
  id: PhotoId,
  step: (photo: Parameters<typeof countTry>[0], moment: PhotoMoment) => Change<Photo>,
  options: CallOptions | undefined,
): Promise<Photo | undefined> {
  const photo = await changeAggregate(
    ports.photos,
    id,
    (current) =>
      isCopyWanted(current) ? step(current, { now: ports.clock.now(), settings: ports.settings }) : { keep: current },
    options,
  );
  if (photo === undefined || isGone(photo)) await removeBlobsOf(ports, id, options);
  return photo;
}

/** The stored copy; `undefined` where the original is gone. */
async function render(ports: CopyPorts, photo: Photo, options: CallOptions): Promise<Rendition | undefined> {
  const original = await ports.blobs.open({ area: "originals", key: photo.original ?? "" }, options);
  if (original === undefined) return undefined;
  const { copy, original: limits } = ports.settings;
  const plan: DevelopmentPlan = { renditions: [{ name: "copy", format: "faithful", ...copy }], limits };
  for await (const step of ports.images.develop(original.body, plan, options)) {
    if (step.kind !== "rendition") continue;
    return storeRendition(ports, copyKey(photo.id, photo.upload.id, extensionOf(step)), step, options);
  }
  throw new RangeError("The image processor made no copy.");
}
