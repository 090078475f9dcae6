import {
  IncomingPhoto,
  InvalidInput,
  NewPhoto,
  PhotoView,
  parseInput,
  SentPhoto,
  type Settings,
  UploadTicket,
} from "@tintype/core";
import * as z from "zod";
import { decodeBase64 } from "../decode-base64.ts";
import { parseForm } from "../parse-form.ts";
import { checkJsonSize, JSON_BYTES } from "../read-body.ts";
import { type Call, json, type Reply, type Route } from "../route.ts";

/** A new photo, with the ticket for its bytes where they have not arrived. */
export const CreatedPhoto = z.object({ photo: PhotoView, upload: UploadTicket.optional() });

/** A photo inside of JSON, as base64 (RFC 4648 section 4). */
export const EncodedPhoto = SentPhoto.extend({ image: z.string() });

const otherwise = "announce larger photos with JSON, and upload them with the ticket";
const directBytes = ({ original }: Settings): number => original.directBytes;

export const createPhoto: Route = {
  tag: "photos",
  who: "user",
  method: "POST",
  path: "/photos",
  operationId: "createPhoto",
  summary: "Announce a photo and get a ticket to upload it with, or send a small one at once",
  description:
    "With JSON the answer holds a ticket: send the bytes exactly as it says, without a token, and wait for the photo to become `ready`. The photo itself can be sent too: as the body (`image/*`), in a form (`multipart/form-data`), or in JSON as base64 (`image`). Bytes that were put into `incoming` with temporary credentials are named by their key (`incomingKey`).",
  query: SentPhoto.pick({ fileName: true }),
  body: {
    required: true,
    content: {
      "application/json": {
        json: z.union([NewPhoto, EncodedPhoto, IncomingPhoto]),
        bytes: (settings) => Math.ceil(directBytes(settings) / 3) * 4 + JSON_BYTES,
        otherwise,
      },
      "multipart/form-data": { form: SentPhoto, bytes: (settings) => directBytes(settings) + JSON_BYTES, otherwise },
      "image/*": { bytes: directBytes, otherwise },
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
  problems: [
    "photo_too_large",
    "quota_exceeded",
    "storage_full",
    "too_many_open_uploads",
    "incoming_not_found",
    "blob_changed",
  ],
  handle: async (call) => {
    const { created, ...body } = await create(call);
    return answer(call, created, body);
  },
};

async function create(call: Call) {
  const { actor, options, mediaType } = call;
  const { beginUpload, uploadPhoto, uploadIncoming } = call.tintype.photos;
  if (mediaType.startsWith("image/")) return uploadPhoto(actor, call.body, call.query, options);
  if (call.query["fileName"] !== undefined) {
    throw new InvalidInput([
      { path: "fileName", code: "unknown_field", message: "is said in the body, with the rest" },
    ]);
  }
  if (mediaType === "multipart/form-data") {
    const { file, fileName, fields } = await parseForm(call.body, contentTypeOf(call), ["tags"]);
    return uploadPhoto(actor, file, { ...(fileName !== "" && { fileName }), ...fields }, options);
  }
  const said = call.json();
  if (has(said, "image")) {
    const { image, ...sent } = parseInput(EncodedPhoto, said);
    const bytes = decodeBase64(image);
    if (bytes === undefined) throw new InvalidInput([{ path: "image", code: "custom", message: base64Rule }]);
    return uploadPhoto(actor, bytes, sent, options);
  }
  checkJsonSize(call.body);
  return has(said, "incomingKey")
    ? uploadIncoming(actor, said as IncomingPhoto, options)
    : beginUpload(actor, said as NewPhoto, options);
}

const base64Rule = "must be base64 with padding, without line breaks and without a data: prefix";

const contentTypeOf = ({ request }: Call): string => request.headers.get("content-type") ?? "";

const has = (value: unknown, name: string): boolean =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name);

const answer = (call: Call, created: boolean, body: z.infer<typeof CreatedPhoto>): Reply =>
  created ? json(body, 201, { location: `${call.api}/photos/${body.photo.id}` }) : json(body);
