import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import { openCursor, sealPage } from "../ports/sealed-cursor.ts";
import type { Actor, UserActor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { Cursor, type Page } from "../shared/page.ts";
import { parseInput } from "../shared/parse-input.ts";
import { type PhotoView, viewPhoto } from "./photo-view.ts";

/** Which photos: the library (everything but the trash), or the trash. */
export const PhotoQuery = z.strictObject({
  limit: z.int().min(1).max(100).optional(),
  cursor: Cursor.optional(),
  state: z.enum(["trashed"]).optional(),
});
export type PhotoQuery = z.input<typeof PhotoQuery>;

/**
 * A page of the caller's own photos, newest capture first (the local time of the camera, else the time of upload), each
 * with the addresses of its renditions. A cursor goes on where its page ended, for the same caller and the same shelf
 * only. Throws `invalid_cursor`, `invalid_input`.
 */
export async function listPhotos(
  ports: Pick<Ports, "settings" | "clock" | "secrets" | "photos" | "urls">,
  actor: Actor,
  query: PhotoQuery = {},
  options?: CallOptions,
): Promise<Page<PhotoView>> {
  authorize(actor, "photo.list", () => new NotAllowed("Only somebody with an account has photos."));
  const owner = (actor as UserActor).userId;
  const { limit = ports.settings.page.usual, cursor, state } = parseInput(PhotoQuery, query);
  const shelf = state === "trashed" ? "trash" : "library";
  const scope = `photos ${owner} ${shelf}`;
  const request = {
    limit: Math.min(limit, ports.settings.page.most),
    cursor: await openCursor(ports.secrets, scope, cursor),
  };
  const page = await ports.photos.list(owner, shelf, request, options);
  const items = await Promise.all(page.items.map((photo) => viewPhoto(ports, photo)));
  return sealPage(ports.secrets, scope, page.next === undefined ? { items } : { items, next: page.next });
}
