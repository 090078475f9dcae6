import { DownloadLink, GuestPhoto, OpenedShare, ShareDescription, ShareKey } from "@tintype/core";
import { json, type Route } from "../route.ts";
import { photoIdOf } from "./ids.ts";
import { listOf } from "./lists.ts";
import { linkTo } from "./photos.ts";

const guests = { tag: "guests" } as const;

/** What somebody with a link sees. `pageFor` makes the page for people; programs ask for JSON. */
export const guestRoutes = (pageFor: ((found: boolean) => Response) | undefined): readonly Route[] => [
  {
    ...guests,
    method: "GET",
    path: "//s/{token}",
    operationId: "describeShare",
    summary: "What a link leads to; counts nothing",
    who: "anyone",
    answers: {
      200: { description: "What may be known before opening it; for people, a page", schema: ShareDescription },
    },
    problems: [404],
    handle: async ({ tintype, request, param, options }) => {
      const wantsPage = pageFor !== undefined && !(request.headers.get("accept") ?? "").includes("application/json");
      const described = tintype.shares.describeShare(param("token"), options);
      const response = wantsPage ? pageFor(await described.then(() => true).catch(ifNotFound)) : json(await described);
      response.headers.set("vary", "Accept");
      response.headers.set("x-robots-tag", "noindex, nofollow");
      return response;
    },
  },
  {
    ...guests,
    method: "POST",
    path: "//s/{token}/open",
    operationId: "openShare",
    summary: "Open a link: counts one view and gives a grant to look at the photos with",
    who: "anyone",
    body: { required: false, content: { "application/json": ShareKey } },
    answers: { 200: { description: "The grant, and what there is to see", schema: OpenedShare } },
    problems: [401, 404, 413, 415, 422, 429],
    handle: async (call) => {
      const key = (call.body.byteLength === 0 ? {} : call.json()) as ShareKey;
      return json(await call.tintype.shares.openShare(call.actor, call.param("token"), key, call.options));
    },
  },
  {
    ...guests,
    method: "GET",
    path: "//s/{token}/photos",
    operationId: "listSharedPhotos",
    summary: "The photos of a link that is open, with fresh addresses",
    who: "guest",
    answers: { 200: { description: "The photos", schema: listOf(GuestPhoto) } },
    problems: [404],
    handle: async ({ tintype, actor, param, options }) =>
      json({ items: await tintype.shares.listSharedPhotos(actor, param("token"), options) }),
  },
  {
    ...guests,
    method: "GET",
    path: "//s/{token}/photos/{id}/download",
    operationId: "downloadSharedPhoto",
    summary: "Where a photo of a link that is open can be fetched, where its owner allows it",
    who: "guest",
    answers: {
      200: { description: "The address, for `Accept: application/json`", schema: DownloadLink },
      302: { description: "To the address", headers: ["Location"] },
    },
    problems: [403, 404],
    handle: async (call) => {
      const { tintype, actor, options } = call;
      const photo = photoIdOf(call.param("id"));
      return linkTo(call, await tintype.shares.downloadSharedPhoto(actor, call.param("token"), photo, options));
    },
  },
];

function ifNotFound(error: unknown): false {
  if (error instanceof Error && "code" in error && error.code === "share_not_found") return false;
  throw error;
}
