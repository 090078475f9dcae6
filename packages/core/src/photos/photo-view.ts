import * as z from "zod";
import type { Ports } from "../ports/index.ts";
import { PhotoId, Sha256 } from "../shared/ids.ts";
import { Instant, plus } from "../shared/instant.ts";
import { Camera, CapturedAt, Failure, Location, type Photo, VisibleState, Warning } from "./photo.ts";
import { renditionPrefix } from "./photo-keys.ts";
import { signingWindow } from "./signing-window.ts";
import { recallView, rememberView } from "./view-memory.ts";

/** A rendition with the address to fetch it from; the address needs no token and is the same all through a window. */
export const RenditionView = z.object({
  url: z.url(),
  width: z.int().positive(),
  height: z.int().positive(),
  contentType: z.string(),
  /** Where it moves. */
  frames: z.int().min(2).optional(),
});
export type RenditionView = z.infer<typeof RenditionView>;

export const Renditions = z.record(z.string(), RenditionView);
export type Renditions = z.infer<typeof Renditions>;

/** A photo as its owner sees it. What is not known or does not apply is left out. */
export const PhotoView = z.object({
  id: PhotoId,
  state: VisibleState,
  failure: Failure.optional(),
  warnings: z.array(Warning).readonly().optional(),
  fileName: z.string(),
  title: z.string().optional(),
  caption: z.string().optional(),
  tags: z.array(z.string()).readonly(),
  visibility: z.literal("private"),
  contentType: z.string(),
  bytes: z.int().nonnegative(),
  sha256: Sha256.optional(),
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  capturedAt: CapturedAt.optional(),
  camera: Camera.optional(),
  location: Location.optional(),
  placeholder: z.string().optional(),
  colour: z.string().optional(),
  renditions: Renditions.optional(),
  createdAt: Instant,
  updatedAt: Instant,
  trashedAt: Instant.optional(),
  purgeAt: Instant.optional(),
  revision: z.int().positive(),
});
export type PhotoView = z.infer<typeof PhotoView>;

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
