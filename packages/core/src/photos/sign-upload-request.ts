import * as z from "zod";
import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { MultipartRef, MultipartRequest } from "../ports/multipart-uploads.ts";
import { UploadGone } from "../ports/port-errors.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { InvalidInput } from "../shared/errors.ts";
import type { PhotoId } from "../shared/ids.ts";
import { plus } from "../shared/instant.ts";
import { parseInput } from "../shared/parse-input.ts";
import { partLimits } from "../shared/part-limits.ts";
import { admit, findPhoto } from "./find-photo.ts";
import type { Photo } from "./photo.ts";
import { sendPartsTo } from "./photo-arrival.ts";
import { checkAwaited } from "./photo-life.ts";
import { expectedUpload } from "./ticket-for.ts";
import { expectedParts, multipartOf } from "./upload-parts.ts";

/**
 * A request that an S3 client is about to send (`PresignableRequest` of Uppy 6). What it calls the photo by (`key`) and
 * says of the type is its own business: the photo's own hold.
 */
export const UploadRequest = z.strictObject({
  method: z.enum(["PUT", "POST", "GET", "DELETE"]),
  key: z.string().max(1_024).optional(),
  uploadId: z.string().min(1).max(1_024).optional(),
  partNumber: z.int().positive().max(partLimits.most).optional(),
  contentType: z.string().max(1_024).optional(),
  expiresIn: z.int().positive().optional(),
});
export type UploadRequest = z.infer<typeof UploadRequest>;

/** Where to send it, and with what (`PresignedResponse` of Uppy 6): with `fields` as a form. */
export const SignedUploadRequest = z.object({
  url: z.url(),
  headers: z.record(z.string(), z.string()).optional(),
  fields: z.record(z.string(), z.string()).optional(),
});
export type SignedUploadRequest = z.infer<typeof SignedUploadRequest>;

type SigningPorts = Pick<Ports, "settings" | "clock" | "photos" | "tickets" | "multipart">;

/**
 * Signs the requests of a client that speaks S3 by itself: all at once, or, of a photo that was announced with
 * `multipart`, in parts from beginning to end. Parts have the size that the ticket says. A client may begin an upload in
 * parts of its own: with its first part it takes the place of the one there was.
 * Throws `invalid_input` for a request that this upload has no use for, `upload_gone` for parts of an upload that is over,
 * `photo_state_conflict` once the bytes have arrived, `photo_not_found`.
 */
export async function signUploadRequest(
  ports: SigningPorts,
  actor: Actor,
  id: PhotoId,
  input: UploadRequest,
  options?: CallOptions,
): Promise<SignedUploadRequest> {
  const asked = parseInput(UploadRequest, input);
  const photo = await findPhoto(ports, actor, "photo.upload", id, options);
  checkAwaited(photo);
  const { uploadTicket } = ports.settings.lifetimes;
  const lifetime = Math.min(uploadTicket, (asked.expiresIn ?? Number.POSITIVE_INFINITY) * 1_000);
  const expiresAt = plus(ports.clock.now(), lifetime);

  if (asked.method === "PUT" && asked.uploadId === undefined && asked.partNumber === undefined) {
    const upload = expectedUpload(photo);
    if (photo.upload.kind === "post") {
      const { url, fields } = await ports.tickets.post(upload, expiresAt, options);
      return { url, fields };
    }
    const { url, headers } = await ports.tickets.put(upload, expiresAt, options);
    return { url, headers };
  }
  const request = multipartRequest(photo, asked);
  if (request.kind === "part") await followParts(ports, actor, photo, request, options);
  const { url, headers } = await ports.multipart.sign(request, expiresAt, options);
  return { url, headers };
}

function multipartRequest(photo: Photo, { method, uploadId, partNumber }: UploadRequest): MultipartRequest {
  const { key, parts } = photo.upload;
  if (parts === undefined) throw refused("uploadId", "this photo was not announced to be sent in parts");
  if (uploadId === undefined) {
    if (method !== "POST" || partNumber !== undefined) throw refused("uploadId", "says which upload this is about");
    return { kind: "begin", key, contentType: photo.contentType };
  }
  if (method === "PUT") {
    const expected = expectedParts(photo);
    const part = expected.find(({ number }) => number === partNumber);
    if (part === undefined) throw refused("partNumber", `this photo has the parts 1 to ${expected.length}`);
    return { kind: "part", key, uploadId, ...part };
  }
  if (partNumber !== undefined) throw refused("partNumber", "parts are sent with PUT");
  return { kind: kinds[method], key, uploadId };
}

const kinds = { GET: "list", POST: "complete", DELETE: "abort" } as const;

const refused = (path: string, message: string): InvalidInput => new InvalidInput([{ path, code: "custom", message }]);

/** Whatever upload gets the first part is the one that counts from then on, and the earlier one is dropped. */
async function followParts(
  ports: SigningPorts,
  actor: Actor,
  { id, upload: { parts } }: Photo,
  upload: MultipartRef,
  options: CallOptions | undefined,
): Promise<void> {
  if (parts?.uploadId === upload.uploadId) return;
  if ((await ports.multipart.received(upload, options)) === undefined) throw new UploadGone();
  let dropped: MultipartRef | undefined;
  await changeAggregate(
    ports.photos,
    id,
    (current) => {
      const photo = admit(actor, "photo.upload", current);
      checkAwaited(photo);
      dropped = multipartOf(photo);
      if (photo.upload.parts === undefined || dropped?.uploadId === upload.uploadId) return { keep: photo };
      const moment = { now: ports.clock.now(), settings: ports.settings };
      return sendPartsTo(photo, { ...photo.upload.parts, uploadId: upload.uploadId }, moment);
    },
    options,
  );
  if (dropped === undefined || dropped.uploadId === upload.uploadId) return;
  // If this fails, it is swept.
  await ports.multipart.abort(dropped, options).catch(() => {});
}
