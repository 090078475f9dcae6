import {
  PhotoView,
  partLimits,
  SignedUploadRequest,
  UploadCompletion,
  UploadRequest,
  UploadTicket,
} from "@tintype/core";
import { type Call, json, type LargeJsonBody, noContent, type Route } from "../route.ts";
import { photoIdOf } from "./ids.ts";
import { shown } from "./shown-photo.ts";

const upload = { tag: "photos", who: "user", path: "/photos/{id}/upload" } as const;

/** Ten thousand parts with their ETags are much more than JSON usually has. */
const listOfParts: LargeJsonBody = {
  json: UploadCompletion,
  bytes: () => partLimits.most * 256,
  otherwise: "leave the parts out, and what has arrived counts",
};

/** What can be done about an upload that was begun. */
export const uploadRoutes: readonly Route[] = [
  {
    ...upload,
    method: "GET",
    operationId: "getUpload",
    summary: "The ticket of an upload that was begun, signed anew",
    description:
      "For whoever was interrupted, or whose ticket has expired. In parts, `received` says what has arrived: send what is missing.",
    answers: { 200: { description: "The ticket", schema: UploadTicket } },
    problems: ["photo_not_found", "photo_state_conflict"],
    handle: async (call) => json(await call.tintype.photos.resumeUpload(call.actor, idOf(call), call.options)),
  },
  {
    ...upload,
    method: "DELETE",
    operationId: "abandonUpload",
    summary: "Abandon an upload, with everything that has arrived of it",
    answers: { 204: { description: "Done, now or before" } },
    problems: ["photo_not_found", "photo_state_conflict"],
    handle: async (call) => {
      await call.tintype.photos.abandonUpload(call.actor, idOf(call), call.options);
      return noContent;
    },
  },
  {
    ...upload,
    method: "POST",
    path: "/photos/{id}/upload/sign",
    operationId: "signUpload",
    summary: "Sign one request of a client that speaks S3 by itself",
    description:
      "Takes what the AWS S3 plugin of Uppy 6 hands to `signRequest`, and answers what it wants back. Let `generateObjectKey` answer the photo's id: every request then says whose it is.",
    body: { required: true, content: { "application/json": UploadRequest } },
    answers: { 200: { description: "Where to send it, and with what", schema: SignedUploadRequest } },
    problems: ["photo_not_found", "photo_state_conflict", "upload_gone"],
    handle: async (call) =>
      json(
        await call.tintype.photos.signUploadRequest(call.actor, idOf(call), call.json() as UploadRequest, call.options),
      ),
  },
  {
    ...upload,
    method: "POST",
    path: "/photos/{id}/upload/complete",
    operationId: "completeUpload",
    summary: "Say that the bytes have been sent",
    description:
      "Puts parts together. Of whatever came in one request storage usually tells by itself; saying it too, or again, is harmless.",
    body: { required: false, content: { "application/json": listOfParts } },
    answers: { 202: { description: "The photo, on its way", schema: PhotoView, headers: ["ETag", "Retry-After"] } },
    problems: ["photo_not_found", "upload_missing", "parts_refused"],
    handle: async (call) =>
      shown(
        await call.tintype.photos.completeUpload(call.actor, idOf(call), call.json() as UploadCompletion, call.options),
        202,
      ),
  },
];

const idOf = (call: Call) => photoIdOf(call.param("id"));
