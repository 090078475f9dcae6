import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import type { Photo } from "./photo.ts";
import { excuse, fail, retry } from "./photo-development.ts";
import { isWaiting } from "./photo-life.ts";

type TryPorts = Pick<Ports, "settings" | "clock" | "photos">;

/**
 * The photo, about to be developed. Every try but the first is noted before it begins, since nobody reports a process
 * that its photo has brought down: when that has happened too often (`recovery.imagingAttempts`) the photo is `failed`.
 */
export async function noteTry(
  ports: TryPorts,
  id: PhotoId,
  options: CallOptions & { readonly attempt: number },
): Promise<Photo | undefined> {
  const photo = await ports.photos.get(id, options);
  if (photo === undefined || (options.attempt === 1 && photo.retries === undefined)) return photo;
  return changeAggregate(
    ports.photos,
    id,
    (current) => {
      if (current === undefined || !isWaiting(current)) return { keep: current };
      const moment = { now: ports.clock.now(), settings: ports.settings };
      const noted = retry(current, moment);
      if ((noted.after.retries ?? 0) < ports.settings.recovery.imagingAttempts) return noted;
      const detail = "Developing this photo has brought the image processor down, every time that it was tried.";
      return fail(current, { code: "image_crashed", detail }, moment);
    },
    options,
  );
}

/** What ended this try was not the photo's fault: it does not count. */
export async function excuseTry(ports: TryPorts, { id, retries, upload }: Photo): Promise<void> {
  if (retries === undefined) return;
  const excused = changeAggregate(ports.photos, id, (current) =>
    current !== undefined && isWaiting(current) && current.upload.etag === upload.etag && current.retries === retries
      ? excuse(current, { now: ports.clock.now(), settings: ports.settings })
      : { keep: current },
  );
  // Where the store is away as well, the try counts: the error that brought us here is the one worth telling.
  await excused.catch(() => undefined);
}
