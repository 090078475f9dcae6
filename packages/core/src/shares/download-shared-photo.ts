import { authorize } from "../authorize.ts";
import { type DownloadLink, PhotoNotFound, signCopy, signOriginal } from "../photos/index.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import { visitShare } from "./list-shared-photos.ts";
import { DownloadNotAllowed } from "./share-errors.ts";
import type { LookUpPorts } from "./visit.ts";

/**
 * Where a guest can fetch what the owner lets them take along. Throws `download_not_allowed`, `photo_not_found` for a
 * photo that is not in this share, `copy_not_ready` and `copy_failed` where they may take a copy, and what visiting it
 * throws.
 */
export async function downloadSharedPhoto(
  ports: LookUpPorts & Pick<Ports, "settings" | "urls">,
  actor: Actor,
  token: string,
  id: PhotoId,
  options?: CallOptions,
): Promise<DownloadLink> {
  const { share, photo } = await visitShare(ports, actor, token, options);
  if (photo.id !== id) throw new PhotoNotFound();
  authorize(actor, "shared-photo.download", () => new DownloadNotAllowed(), { share, photo, now: ports.clock.now() });
  const sign = share.download === "copy" ? signCopy : signOriginal;
  return sign(ports, photo, ports.settings.lifetimes.guestWindow);
}
