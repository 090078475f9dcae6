import { NewShare, ShareChanges, ShareQuery, ShareView } from "@tintype/core";
import * as z from "zod";
import { json, noContent, type Route, revised } from "../route.ts";
import { photoIdOf, shareIdOf } from "./ids.ts";
import { pageQuery, ShareList } from "./lists.ts";

/** A new link, and the address to hand out. */
export const CreatedShare = z.object({ share: ShareView, url: z.url() });

const shares = { tag: "shares", who: "user" } as const;

export const shareRoutes: readonly Route[] = [
  {
    ...shares,
    method: "POST",
    path: "/photos/{id}/share",
    operationId: "sharePhoto",
    summary: "Make a link to a photo; its address is told this once",
    body: { required: false, content: { "application/json": NewShare } },
    creates: true,
    answers: {
      201: { description: "The link", schema: CreatedShare, headers: ["Location"] },
    },
    problems: ["photo_not_found", "too_many_password_checks"],
    handle: async (call) => {
      const photo = photoIdOf(call.param("id"));
      const made = await call.tintype.shares.createShare(call.actor, photo, call.json() as NewShare, call.options);
      return json(made, 201, { location: `${call.api}/shares/${made.share.id}` });
    },
  },
  {
    ...shares,
    method: "GET",
    path: "/shares",
    operationId: "listShares",
    summary: "The links that you have made, newest first",
    query: ShareQuery,
    answers: { 200: { description: "A page", schema: ShareList } },
    problems: ["invalid_cursor"],
    handle: async ({ tintype, actor, query, options }) =>
      json(await tintype.shares.listShares(actor, pageQuery(query), options)),
  },
  {
    ...shares,
    method: "PATCH",
    path: "/shares/{id}",
    operationId: "changeShare",
    summary: "Change a link's end, password, downloads, views or note; null removes a value",
    body: { required: true, content: { "application/json": ShareChanges } },
    changes: true,
    answers: { 200: { description: "The link as it is now", schema: ShareView, headers: ["ETag"] } },
    problems: ["share_not_found", "too_many_password_checks"],
    handle: async (call) =>
      revised(
        await call.tintype.shares.changeShare(
          call.actor,
          shareIdOf(call.param("id")),
          call.json() as ShareChanges,
          call.options,
        ),
      ),
  },
  {
    ...shares,
    method: "DELETE",
    path: "/shares/{id}",
    operationId: "revokeShare",
    summary: "Revoke a link: nobody gets in any more, and no byte leaves after 300 seconds",
    changes: true,
    answers: { 204: { description: "Revoked, now or before" } },
    problems: ["share_not_found"],
    handle: async (call) => {
      await call.tintype.shares.revokeShare(call.actor, shareIdOf(call.param("id")), call.options);
      return noContent;
    },
  },
];
