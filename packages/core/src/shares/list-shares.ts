import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import { openCursor, sealPage } from "../ports/sealed-cursor.ts";
import type { Actor, UserActor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { PhotoId } from "../shared/ids.ts";
import { Cursor, type Page } from "../shared/page.ts";
import { parseInput } from "../shared/parse-input.ts";
import { type ShareView, viewShare } from "./share-view.ts";

/** Which links: all, or those of one photo. */
export const ShareQuery = z.strictObject({
  photo: PhotoId.optional(),
  limit: z.int().min(1).max(100).optional(),
  cursor: Cursor.optional(),
});
export type ShareQuery = z.input<typeof ShareQuery>;

/** A page of the links that the caller has made, newest first, the revoked and expired ones among them. */
export async function listShares(
  ports: Pick<Ports, "settings" | "secrets" | "shares">,
  actor: Actor,
  query: ShareQuery = {},
  options?: CallOptions,
): Promise<Page<ShareView>> {
  authorize(actor, "share.list", () => new NotAllowed("Only somebody with an account has links."));
  const owner = (actor as UserActor).userId;
  const { photo, limit = ports.settings.page.usual, cursor } = parseInput(ShareQuery, query);
  const scope = `shares ${owner} ${photo ?? ""}`;
  const request = {
    limit: Math.min(limit, ports.settings.page.most),
    cursor: await openCursor(ports.secrets, scope, cursor),
  };
  const page = await ports.shares.list(owner, photo, request, options);
  return sealPage(ports.secrets, scope, { ...page, items: page.items.map(viewShare) });
}
