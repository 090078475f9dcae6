import * as z from "zod";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import { parseInput } from "../shared/parse-input.ts";
import { partLimits } from "../shared/part-limits.ts";
import { confirmUpload } from "./confirm-upload.ts";
import { findPhoto } from "./find-photo.ts";
import { joinParts, SentPart } from "./join-parts.ts";
import type { PhotoView } from "./photo-view.ts";

/** What somebody knows of the upload that they complete. */
export const UploadCompletion = z.strictObject({ parts: z.array(SentPart).max(partLimits.most).optional() });
export type UploadCompletion = z.input<typeof UploadCompletion>;

/**
 * Says that all bytes have been sent: parts are put together, and the photo is on its way. Saying it again, or of bytes
 * that storage has told of already, changes nothing. Throws `upload_missing` while bytes or parts are missing,
 * `invalid_input` for parts that are not those that arrived, `photo_not_found`.
 */
export async function completeUpload(
  ports: Pick<Ports, "settings" | "clock" | "photos" | "blobs" | "multipart" | "urls">,
  actor: Actor,
  id: PhotoId,
  input: UploadCompletion = {},
  options?: CallOptions,
): Promise<PhotoView> {
  const { parts } = parseInput(UploadCompletion, input);
  const photo = await findPhoto(ports, actor, "photo.confirm", id, options);
  if (photo.state === "initiated") await joinParts(ports, photo, parts, options);
  return confirmUpload(ports, actor, id, options);
}
