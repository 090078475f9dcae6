import * as z from "zod";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import { Instant } from "../shared/instant.ts";
import { findPhoto } from "./find-photo.ts";
import type { Photo } from "./photo.ts";
import { CopyFailed, CopyNotReady, PhotoStateConflict } from "./photo-errors.ts";
import { signingWindow } from "./signing-window.ts";

/** An address for some bytes that needs no token, until it expires. */
export const DownloadLink = z.object({ url: z.url(), expiresAt: Instant });
export type DownloadLink = z.infer<typeof DownloadLink>;

/**
 * Where the owner can fetch the original, byte for byte as it was uploaded. Throws `photo_not_found`, and
 * `photo_state_conflict` while there is no original.
 */
export async function getOriginal(
  ports: Pick<Ports, "settings" | "clock" | "photos" | "urls">,
  actor: Actor,
  id: PhotoId,
  options?: CallOptions,
): Promise<DownloadLink> {
  const photo = await findPhoto(ports, actor, "photo.download", id, options);
  return signOriginal(ports, photo, ports.settings.lifetimes.ownerWindow);
}

/** Signs the address of that one blob and of nothing else; `window` in milliseconds. */
export async function signOriginal(ports: SignPorts, photo: Photo, window: number): Promise<DownloadLink> {
  if (photo.original === undefined) {
    throw new PhotoStateConflict(photo.state, "This photo has no original yet: wait until it is ready.");
  }
  return signDownload(ports, photo.id, photo.original, window);
}

/** The same for the copy. Throws `copy_not_ready` while it is being made, `copy_failed` where there will be none. */
export async function signCopy(ports: SignPorts, photo: Photo, window: number): Promise<DownloadLink> {
  if (photo.copy?.state === "failed") throw new CopyFailed();
  if (photo.copy?.state !== "made") throw new CopyNotReady();
  return signDownload(ports, photo.id, photo.copy.rendition.key, window);
}

type SignPorts = Pick<Ports, "settings" | "clock" | "urls">;

/** The same for any blob that can be downloaded; `id` says when its windows begin. */
export async function signDownload(ports: SignPorts, id: string, key: string, window: number): Promise<DownloadLink> {
  const { expiresAt } = signingWindow(id, ports.clock.now(), window);
  const path = `dl/${key}`;
  return { url: `${ports.settings.publicUrl}/${path}?${await ports.urls.sign(path, expiresAt)}`, expiresAt };
}
