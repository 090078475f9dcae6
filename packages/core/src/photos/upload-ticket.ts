import * as z from "zod";
import { Instant } from "../shared/instant.ts";
import { count, positive, text } from "../shared/leaves.ts";

const headers = z.record(text, text);

/** How to send a photo's bytes: one request exactly like this, with the bytes as its body. It needs no token. */
export const PutUpload = z.object({
  kind: z.literal("put"),
  method: z.literal("PUT"),
  url: z.url(),
  headers,
  expiresAt: Instant,
});

/** The same as a form (`multipart/form-data`): these fields, and after them the bytes as `file`. */
export const PostUpload = z.object({
  kind: z.literal("post"),
  method: z.literal("POST"),
  url: z.url(),
  fields: z.record(text, text),
  expiresAt: Instant,
});

/** The same in parts: one PUT for each, in any order; completing the upload follows. */
export const MultipartUpload = z.object({
  kind: z.literal("multipart"),
  uploadId: text,
  partBytes: positive,
  parts: z.array(z.object({ number: positive, url: z.url(), headers })),
  received: z.array(z.object({ number: positive, bytes: count, etag: text })),
  expiresAt: Instant,
});

export const UploadTicket = z.discriminatedUnion("kind", [PutUpload, PostUpload, MultipartUpload]);
export type UploadTicket = Readonly<z.infer<typeof UploadTicket>>;
