import { OpenedShare, ShareDescription, ShareKey, ShareNotFound } from "@tintype/core";
import { json, type Route } from "../route.ts";
import { photoIdOf } from "./ids.ts";
import { asksForJson, linkAnswers, linkTo } from "./link-to.ts";
import { GuestPhotoList } from "./lists.ts";

/** Makes the page for people who follow a link that leads somewhere, or nowhere. */
export type SharePage = (found: boolean) => Response | Promise<Response>;

const guests = { tag: "guests" } as const;

/** What somebody with a link sees. Whoever does not ask for JSON gets the page, where there is one. */
export const guestRoutes = (page: SharePage | undefined): readonly Route[] => [
  {
    ...guests,
    method: "GET",
    path: "//s/{token}",
    operationId: "describeShare",
    summary: "What a link leads to; counts nothing",
    who: "anyone",
    negotiates: true,
    page: page !== undefined,
    answers: {
      200: { description: "What may be known before opening it; for people, a page", schema: ShareDescription },
    },
    problems: ["share_not_found"],
    handle: async ({ tintype, request, param, options }) => {
      const described = tintype.shares.describeShare(param("token"), options);
      if (page === undefined || asksForJson(request)) return json(await described);
      const made = await page(await described.then(() => true).catch(falseIfNotFound));
      const response = new Response(made.body, made);
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
    description:
      "Whoever brings a grant of this link that is still good is neither counted nor asked for the password.",
    who: "visitor",
    body: { required: false, content: { "application/json": ShareKey } },
    answers: { 200: { description: "The grant, and what there is to see", schema: OpenedShare } },
    problems: ["share_not_found", "wrong_share_password", "too_many_attempts", "too_many_password_checks"],
    handle: async ({ tintype, actor, address, param, json: said, options }) => {
      const guest = { ...options, address: address() };
      return json(await tintype.shares.openShare(actor, param("token"), said() as ShareKey, guest));
    },
  },
  {
    ...guests,
    method: "GET",
    path: "//s/{token}/photos",
    operationId: "listSharedPhotos",
    summary: "The photos of a link that is open, with fresh addresses",
    who: "guest",
    answers: { 200: { description: "The photos", schema: GuestPhotoList } },
    problems: [],
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
    negotiates: true,
    answers: linkAnswers,
    problems: ["photo_not_found", "download_not_allowed", "copy_not_ready", "copy_failed"],
    handle: async (call) => {
      const { tintype, actor, param, options } = call;
      const photo = photoIdOf(param("id"));
      return linkTo(call, await tintype.shares.downloadSharedPhoto(actor, param("token"), photo, options));
    },
  },
];

function falseIfNotFound(error: unknown): false {
  if (error instanceof ShareNotFound) return false;
  throw error;
}
