import {
  PhotoBatch,
  PhotoBatchOutcome,
  PhotoChanges,
  type PhotoId,
  PhotoQuery,
  PhotoView,
  parseInput,
} from "@tintype/core";
import * as z from "zod";
import { type Call, json, noContent, type Route, revised } from "../route.ts";
import { createPhoto } from "./create-photo.ts";
import { photoIdOf } from "./ids.ts";
import { linkAnswers, linkTo } from "./link-to.ts";
import { MonthList, PhotoList, pageQuery } from "./lists.ts";
import { shown } from "./shown-photo.ts";

const photos = { tag: "photos", who: "user" } as const;
const onePhoto = { ...photos, path: "/photos/{id}" } as const;
const Removal = z.strictObject({ purge: z.enum(["true", "false"]).optional() });

export const photoRoutes: readonly Route[] = [
  createPhoto,
  {
    ...photos,
    method: "GET",
    path: "/photos",
    operationId: "listPhotos",
    summary: "Your photos, newest capture first, with addresses for their renditions",
    description:
      "Filters can be combined. Photos stand where their camera's clock put them, in local time, and without one when they were announced. A page may hold fewer photos than `limit`, even none, while there is a `next`.",
    query: PhotoQuery,
    answers: { 200: { description: "A page", schema: PhotoList } },
    problems: ["invalid_cursor"],
    handle: async ({ tintype, actor, query, options }) =>
      json(await tintype.photos.listPhotos(actor, pageQuery(query), options)),
  },
  {
    ...photos,
    method: "GET",
    path: "/photos/months",
    operationId: "listMonths",
    summary: "How many photos your library has from each month, the latest first",
    description: "The list from a month to the next (`from=2026-11&to=2026-12`) holds what is counted here.",
    answers: { 200: { description: "Every month with photos", schema: MonthList } },
    problems: [],
    handle: async ({ tintype, actor, options }) => json({ items: await tintype.photos.listMonths(actor, options) }),
  },
  {
    ...photos,
    method: "POST",
    path: "/photos/batch",
    operationId: "changePhotos",
    summary: "Do the same with up to 100 photos",
    description:
      "Each photo on its own: what one is refused stops none of the others, and the answer tells it. Sending it again does no harm.",
    body: { required: true, content: { "application/json": PhotoBatch } },
    answers: { 200: { description: "What was done, and what was refused", schema: PhotoBatchOutcome } },
    problems: [],
    handle: async (call) =>
      json(await call.tintype.photos.changePhotos(call.actor, call.json() as PhotoBatch, call.options)),
  },
  {
    ...onePhoto,
    method: "GET",
    operationId: "getPhoto",
    summary: "One of your photos",
    answers: {
      200: {
        description: "The photo; with `Retry-After` while it is on its way",
        schema: PhotoView,
        headers: ["ETag", "Retry-After"],
      },
    },
    problems: ["photo_not_found"],
    handle: async (call) => shown(await call.tintype.photos.getPhoto(call.actor, idOf(call), call.options)),
  },
  {
    ...onePhoto,
    method: "PATCH",
    operationId: "editPhoto",
    summary: "Change title, caption, tags or visibility; null removes a value",
    body: { required: true, content: { "application/json": PhotoChanges } },
    changes: true,
    answers: { 200: { description: "The photo as it is now", schema: PhotoView, headers: ["ETag"] } },
    problems: ["photo_not_found"],
    handle: async (call) =>
      revised(await call.tintype.photos.editPhoto(call.actor, idOf(call), call.json() as PhotoChanges, call.options)),
  },
  {
    ...onePhoto,
    method: "DELETE",
    operationId: "deletePhoto",
    summary: "Put a photo into the trash, or delete it for good",
    description:
      "The trash keeps it for 30 days. A photo that is still on its way has nothing to keep: its upload is abandoned.",
    query: Removal,
    changes: true,
    answers: { 204: { description: "Done, now or before" } },
    problems: ["photo_not_found"],
    handle: async (call) => {
      const { purge } = parseInput(Removal, call.query);
      const { purgePhoto, trashPhoto } = call.tintype.photos;
      await (purge === "true" ? purgePhoto : trashPhoto)(call.actor, idOf(call), call.options);
      return noContent;
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
    problems: ["photo_not_found"],
    handle: async (call) => revised(await call.tintype.photos.restorePhoto(call.actor, idOf(call), call.options)),
  },
  {
    ...photos,
    method: "GET",
    path: "/photos/{id}/original",
    operationId: "getOriginal",
    summary: "Where the original can be fetched, byte for byte as it was uploaded",
    negotiates: true,
    answers: linkAnswers,
    problems: ["photo_not_found", "photo_state_conflict"],
    handle: async (call) => linkTo(call, await call.tintype.photos.getOriginal(call.actor, idOf(call), call.options)),
  },
];

const idOf = (call: Call): PhotoId => photoIdOf(call.param("id"));
