import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import { openCursor, sealPage } from "../ports/sealed-cursor.ts";
import type { Actor, UserActor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { Cursor, type Page } from "../shared/page.ts";
import { parseInput } from "../shared/parse-input.ts";
import { Tag, VisibleState } from "./photo.ts";
import type { PhotoView } from "./photo-view.ts";
import { TimelinePlace } from "./timeline-place.ts";
import { viewPhoto } from "./view-photo.ts";

/**
 * Which photos: those of one state, else the library (everything but the trash); with a tag; from one place on the
 * timeline, that included, to another, that excluded. All of it must hold.
 */
export const PhotoQuery = z.strictObject({
  limit: z.int().min(1).max(100).optional(),
  cursor: Cursor.optional(),
  state: VisibleState.optional(),
  tag: Tag.optional(),
  from: TimelinePlace.optional(),
  to: TimelinePlace.optional(),
});
export type PhotoQuery = z.input<typeof PhotoQuery>;

/**
 * A page of the caller's own photos, newest capture first (the local time of the camera, else the time of upload), each
 * with the addresses of its renditions. It may hold fewer than `limit`, even none, while there is a `next`. A cursor goes
 * on where its page ended, for the same caller and the same filters only. Throws `invalid_cursor`, `invalid_input`.
 */
export async function listPhotos(
  ports: Pick<Ports, "settings" | "clock" | "secrets" | "photos" | "urls">,
  actor: Actor,
  query: PhotoQuery = {},
  options?: CallOptions,
): Promise<Page<PhotoView>> {
  authorize(actor, "photo.list", () => new NotAllowed("Only somebody with an account has photos."));
  const owner = (actor as UserActor).userId;
  const { limit = ports.settings.page.usual, cursor, ...filter } = parseInput(PhotoQuery, query);
  const scope = `photos ${owner} ${JSON.stringify([filter.state, filter.tag, filter.from, filter.to])}`;
  const request = {
    limit: Math.min(limit, ports.settings.page.most),
    cursor: await openCursor(ports.secrets, scope, cursor),
  };
  const page = await ports.photos.list(owner, filter, request, options);
  const items = await Promise.all(page.items.map((photo) => viewPhoto(ports, photo)));
  return sealPage(ports.secrets, scope, page.next === undefined ? { items } : { items, next: page.next });
}
