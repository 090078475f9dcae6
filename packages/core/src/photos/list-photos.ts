import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import { openCursor, sealPage } from "../ports/sealed-cursor.ts";
import type { Actor, UserActor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { Cursor, type Page } from "../shared/page.ts";
import { parseInput } from "../shared/parse-input.ts";
import { type Photo, Tag, VisibleState } from "./photo.ts";
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
 * with the addresses of its renditions. It may hold fewer than `limit`, even none, while there is a `next`: where people
 * wrote more than `settings.page.text`, for one. A cursor goes on where its page ended, for the same caller and the same
 * filters only. Throws `invalid_cursor`, `invalid_input`.
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
  const page = await listReadable(ports, owner, filter, request, options);
  const items = await Promise.all(page.items.map((photo) => viewPhoto(ports, photo)));
  return sealPage(ports.secrets, scope, page.next === undefined ? { items } : { items, next: page.next });
}

/** Halves the page until its texts fit: hardly anybody writes so much that it is asked for twice. */
async function listReadable(
  { photos, settings }: Pick<Ports, "settings" | "photos">,
  ...[owner, filter, request, options]: Parameters<Ports["photos"]["list"]>
): ReturnType<Ports["photos"]["list"]> {
  const page = await photos.list(owner, filter, request, options);
  const { length } = page.items;
  const isShort = length < 2 || page.items.reduce((sum, photo) => sum + textOf(photo), 0) <= settings.page.text;
  return isShort
    ? page
    : listReadable({ photos, settings }, owner, filter, { ...request, limit: length >> 1 }, options);
}

function textOf({ title = "", caption = "", tags }: Photo): number {
  return tags.reduce((sum, tag) => sum + tag.length, title.length + caption.length);
}
