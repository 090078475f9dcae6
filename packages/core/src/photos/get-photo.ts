import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import { findPhoto } from "./find-photo.ts";
import type { PhotoView } from "./photo-view.ts";
import { viewPhoto } from "./view-photo.ts";

/** One of the caller's own photos, in whatever state. Throws `photo_not_found`. */
export async function getPhoto(
  ports: Pick<Ports, "settings" | "clock" | "photos" | "urls">,
  actor: Actor,
  id: PhotoId,
  options?: CallOptions,
): Promise<PhotoView> {
  return viewPhoto(ports, await findPhoto(ports, actor, "photo.see", id, options));
}
