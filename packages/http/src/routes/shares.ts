import { NewShare, ShareChanges, ShareQuery, ShareView } from "@tintype/core";
import * as z from "zod";
import { json, noContent, type Route, revised } from "../route.ts";
import { photoIdOf, shareIdOf } from "./ids.ts";
import { listOf, pageQuery } from "./lists.ts";

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
      201: { description: "The link", schema: z.object({ share: ShareView, url: z.url() }), headers: ["Location"] },
    },
    problems: [404, 409, 413, 415, 422, 429],
    handle: async (call) => {
      const input = (call.body.byteLength === 0 ? {} : call.json()) as NewShare;
      const made = await call.tintype.shares.createShare(call.actor, photoIdOf(call.param("id")), input, call.options);
      const path = new URL(call.request.url).pathname.replace(/\/photos\/.*$/, `/shares/${made.share.id}`);
      return json(made, 201, { location: path });
    },
  },
  {
    ...shares,
    method: "GET",
    path: "/shares",
    operationId: "listShares",
    summary: "The links that you have made, newest first",
    query: ShareQuery,
    answers: { 200: { description: "A page", schema: listOf(ShareView) } },
    problems: [422],
    handle: async ({ tintype, actor, query, options }) =>
      json(await tintype.shares.listShares(actor, pageQuery<ShareQuery>(query), options)),
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
    problems: [404, 412, 413, 415, 422, 429],
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
    answers: { 204: { description: "Revoked, now or before" } },
    problems: [404],
    handle: async (call) => {
      await call.tintype.shares.revokeShare(call.actor, shareIdOf(call.param("id")), call.options);
      return noContent();
    },
  },
];
