import {
  NewPhoto,
  PhotoChanges,
  type PhotoId,
  PhotoQuery,
  PhotoView,
  type SentPhoto,
  UploadTicket,
} from "@tintype/core";
import * as z from "zod";
import { HttpError } from "../http-error.ts";
import { mediaTypeOf } from "../request-body.ts";
import { type Call, json, noContent, type Route, revised } from "../route.ts";
import { photoIdOf } from "./ids.ts";
import { listOf, pageQuery } from "./lists.ts";

const created = z.object({ photo: PhotoView, upload: UploadTicket.optional() });
const photos = { tag: "photos", who: "user" } as const;

export const photoRoutes: readonly Route[] = [
  {
    ...photos,
    method: "POST",
    path: "/photos",
    operationId: "createPhoto",
    summary: "Announce a photo and get a ticket to upload it with, or send a small one at once",
    query: z.object({ fileName: z.string().optional() }),
    body: {
      required: true,
      content: { "application/json": NewPhoto, "image/*": "bytes" },
      limit: ({ original }) => original.directBytes,
    },
    creates: true,
    answers: {
      200: { description: "You have these bytes already: the photo that exists", schema: created },
      201: {
        description: "The new photo, with a ticket where bytes are to be sent",
        schema: created,
        headers: ["Location"],
      },
    },
    problems: [409, 413, 415, 422, 429, 507],
    handle: (call) => (mediaTypeOf(call.request).startsWith("image/") ? sendPhoto(call) : announcePhoto(call)),
  },
  {
    ...photos,
    method: "GET",
    path: "/photos",
    operationId: "listPhotos",
    summary: "Your photos, newest capture first, with addresses for their renditions",
    query: PhotoQuery,
    answers: { 200: { description: "A page", schema: listOf(PhotoView) } },
    problems: [422],
    handle: async ({ tintype, actor, query, options }) =>
      json(await tintype.photos.listPhotos(actor, pageQuery<PhotoQuery>(query), options)),
  },
  {
    ...photos,
    method: "GET",
    path: "/photos/{id}",
    operationId: "getPhoto",
    summary: "One of your photos",
    answers: { 200: { description: "The photo", schema: PhotoView, headers: ["ETag", "Retry-After"] } },
    problems: [404],
    handle: async (call) => {
      const photo = await call.tintype.photos.getPhoto(call.actor, idOf(call), call.options);
      return revised(photo, 200, isOnItsWay(photo) ? { "retry-after": "1" } : {});
    },
  },
  {
    ...photos,
    method: "PATCH",
    path: "/photos/{id}",
    operationId: "editPhoto",
    summary: "Change title, caption, tags or visibility; null removes a value",
    body: { required: true, content: { "application/json": PhotoChanges } },
    changes: true,
    answers: { 200: { description: "The photo as it is now", schema: PhotoView, headers: ["ETag"] } },
    problems: [404, 412, 413, 415, 422],
    handle: async (call) =>
      revised(await call.tintype.photos.editPhoto(call.actor, idOf(call), call.json() as PhotoChanges, call.options)),
  },
  {
    ...photos,
    method: "DELETE",
    path: "/photos/{id}",
    operationId: "deletePhoto",
    summary: "Put a photo into the trash, or delete it for good",
    query: z.object({ purge: z.enum(["true", "false"]).optional() }),
    changes: true,
    answers: { 204: { description: "Done, or done before" } },
    problems: [404, 412, 422],
    handle: async (call) => {
      const purge = z.strictObject({ purge: z.enum(["true", "false"]).optional() }).safeParse(call.query);
      if (!purge.success) throw new HttpError(422, "invalid_input", "purge must be true or false.");
      const { photos } = call.tintype;
      if (purge.data.purge === "true") await photos.purgePhoto(call.actor, idOf(call), call.options);
      else await photos.trashPhoto(call.actor, idOf(call), call.options);
      return noContent();
    },
  },
  {
    ...photos,
    method: "POST",
    path: "/photos/{id}/restore",
    operationId: "restorePhoto",
    summary: "Take a photo out of the trash",
    changes: true,
    answers: { 200: { description: "The photo as it is now", schema: PhotoView, headers: ["ETag"] } },
    problems: [404, 412],
    handle: async (call) => revised(await call.tintype.photos.restorePhoto(call.actor, idOf(call), call.options)),
  },
  {
    ...photos,
    method: "GET",
    path: "/photos/{id}/original",
    operationId: "getOriginal",
    summary: "Where the original can be fetched, byte for byte as it was uploaded",
    answers: {
      200: {
        description: "The address, for `Accept: application/json`",
        schema: z.object({ url: z.url(), expiresAt: z.string() }),
      },
      302: { description: "To the address", headers: ["Location"] },
    },
    problems: [404, 409],
    handle: async (call) => linkTo(call, await call.tintype.photos.getOriginal(call.actor, idOf(call), call.options)),
  },
  {
    ...photos,
    method: "POST",
    path: "/photos/{id}/upload/complete",
    operationId: "completeUpload",
    summary: "Say that the bytes have been sent; storage usually says so by itself",
    answers: { 202: { description: "The photo, on its way", schema: PhotoView, headers: ["ETag", "Retry-After"] } },
    problems: [404, 409],
    handle: async (call) => {
      const photo = await call.tintype.photos.confirmUpload(call.actor, idOf(call), call.options);
      return revised(photo, 202, { "retry-after": "1" });
    },
  },
];

const idOf = (call: Call): PhotoId => photoIdOf(call.param("id"));
const isOnItsWay = ({ state }: PhotoView): boolean => ["initiated", "uploaded", "processing"].includes(state);

async function announcePhoto(call: Call): Promise<Response> {
  const begun = await call.tintype.photos.beginUpload(call.actor, call.json() as NewPhoto, call.options);
  return begun.upload === undefined && begun.photo.state !== "initiated"
    ? json(begun)
    : answerCreated(call, begun, begun.photo);
}

async function sendPhoto(call: Call): Promise<Response> {
  const { photo, created } = await call.tintype.photos.uploadPhoto(
    call.actor,
    call.body,
    call.query as SentPhoto,
    call.options,
  );
  return created ? answerCreated(call, { photo }, photo) : json({ photo });
}

const answerCreated = (call: Call, body: unknown, { id }: PhotoView): Response =>
  json(body, 201, { location: `${new URL(call.request.url).pathname}/${id}` });

/** Sends people (and `curl -L`) on to the bytes; programs that ask for JSON get the address to fetch themselves. */
export function linkTo({ request }: Call, link: { readonly url: string; readonly expiresAt: string }): Response {
  const wantsJson = (request.headers.get("accept") ?? "").includes("application/json");
  return wantsJson ? json(link) : new Response(null, { status: 302, headers: { location: link.url } });
}
