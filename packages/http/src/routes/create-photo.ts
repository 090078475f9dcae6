import { InvalidInput, NewPhoto, PhotoView, SentPhoto, UploadTicket } from "@tintype/core";
import * as z from "zod";
import { type Call, json, type Reply, type Route } from "../route.ts";

/** A new photo, with the ticket for its bytes where they have not arrived. */
export const CreatedPhoto = z.object({ photo: PhotoView, upload: UploadTicket.optional() });

export const createPhoto: Route = {
  tag: "photos",
  who: "user",
  method: "POST",
  path: "/photos",
  operationId: "createPhoto",
  summary: "Announce a photo and get a ticket to upload it with, or send a small one at once",
  description:
    "With JSON the answer holds a ticket: send the bytes exactly as it says, without a token, and wait for the photo to become `ready`. With `image/*` the body is the photo itself.",
  query: SentPhoto.pick({ fileName: true }),
  body: {
    required: true,
    content: {
      "application/json": NewPhoto,
      "image/*": {
        bytes: ({ original }) => original.directBytes,
        otherwise: "announce larger photos with JSON, and upload them with the ticket",
      },
    },
  },
  creates: true,
  answers: {
    200: { description: "You have these bytes already: the photo that exists", schema: CreatedPhoto },
    201: {
      description: "The new photo, with a ticket where bytes are to be sent",
      schema: CreatedPhoto,
      headers: ["Location"],
    },
  },
  problems: ["photo_too_large", "quota_exceeded", "storage_full", "too_many_open_uploads"],
  handle: (call) => (call.mediaType.startsWith("image/") ? send(call) : announce(call)),
};

async function announce(call: Call): Promise<Reply> {
  if (call.query["fileName"] !== undefined) {
    throw new InvalidInput([
      { path: "fileName", code: "unknown_field", message: "is said in the body, with the rest" },
    ]);
  }
  const { created, ...begun } = await call.tintype.photos.beginUpload(
    call.actor,
    call.json() as NewPhoto,
    call.options,
  );
  return answer(call, created, begun);
}

async function send(call: Call): Promise<Reply> {
  const { created, ...sent } = await call.tintype.photos.uploadPhoto(call.actor, call.body, call.query, call.options);
  return answer(call, created, sent);
}

const answer = (call: Call, created: boolean, body: z.infer<typeof CreatedPhoto>): Reply =>
  created ? json(body, 201, { location: `${call.api}/photos/${body.photo.id}` }) : json(body);
