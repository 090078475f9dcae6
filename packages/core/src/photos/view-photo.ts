import type { Ports } from "../ports/index.ts";
import { plus } from "../shared/instant.ts";
import type { Photo } from "./photo.ts";
import { renditionPrefix } from "./photo-keys.ts";
import type { PhotoView, Renditions } from "./photo-view.ts";
import { signingWindow } from "./signing-window.ts";
import { recallView, rememberView } from "./view-memory.ts";

type ViewPorts = Pick<Ports, "settings" | "clock" | "urls">;

/**
 * Shows the photo to its owner, every rendition with an address that lives between one and two windows. Within a window
 * the same photo gives the same view, which is frozen.
 */
export async function viewPhoto(ports: ViewPorts, photo: Photo): Promise<PhotoView> {
  const now = ports.clock.now();
  const known = recallView(ports, photo, now);
  if (known !== undefined) return known;
  const window = ports.settings.lifetimes.ownerWindow;
  const { startsAt } = signingWindow(photo.id, now, window);
  return rememberView(ports, photo, await makeView(ports, photo, window), startsAt, plus(startsAt, window));
}

async function makeView(ports: ViewPorts, photo: Photo, window: number): Promise<PhotoView> {
  const {
    owner,
    statedSha256,
    upload,
    original,
    format,
    frames,
    timeline,
    dueAt,
    retries,
    receipt,
    saved,
    renditions,
    copy,
    state,
    ...shown
  } = photo;
  if (state === "purged") throw new RangeError("A tombstone cannot be shown.");
  const signed = await signRenditions(ports, photo, window);
  return signed === undefined ? { ...shown, state } : { ...shown, state, renditions: signed };
}

/** Addresses for every rendition that the photo has, signed once for all of them; `window` in milliseconds. */
export async function signRenditions(ports: ViewPorts, photo: Photo, window: number): Promise<Renditions | undefined> {
  if (photo.renditions === undefined) return undefined;
  const { expiresAt } = signingWindow(photo.id, ports.clock.now(), window);
  const query = await ports.urls.sign(`${renditionPrefix(photo.id, photo.upload.id)}*`, expiresAt);
  const signed: Renditions = {};
  for (const [name, { key, bytes, ...shown }] of Object.entries(photo.renditions)) {
    signed[name] = { url: `${ports.settings.publicUrl}/${key}?${query}`, ...shown };
  }
  return signed;
}
