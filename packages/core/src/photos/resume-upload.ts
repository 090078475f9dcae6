import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import { admit, findPhoto } from "./find-photo.ts";
import type { Photo } from "./photo.ts";
import { sendPartsTo } from "./photo-arrival.ts";
import { checkAwaited } from "./photo-life.ts";
import { ticketFor } from "./ticket-for.ts";
import { multipartOf } from "./upload-parts.ts";
import type { UploadTicket } from "./upload-ticket.ts";

type ResumePorts = Pick<Ports, "settings" | "clock" | "photos" | "tickets" | "multipart">;

/**
 * The ticket of an upload that was begun, signed anew, with the parts that have arrived: whoever was interrupted sends only
 * what is missing. Where the store has forgotten the parts, it begins again without any.
 * Throws `photo_state_conflict` once the bytes have arrived, `photo_not_found`.
 */
export async function resumeUpload(
  ports: ResumePorts,
  actor: Actor,
  id: PhotoId,
  options?: CallOptions,
): Promise<UploadTicket> {
  const photo = await findPhoto(ports, actor, "photo.upload", id, options);
  checkAwaited(photo);
  return ticketAgain(ports, actor, photo, options);
}

/** The same for a photo that has been looked up, and awaits its bytes. */
export async function ticketAgain(
  ports: ResumePorts,
  actor: Actor,
  photo: Photo,
  options?: CallOptions,
): Promise<UploadTicket> {
  const upload = multipartOf(photo);
  if (upload === undefined) return ticketFor(ports, photo, [], options);
  const received = await ports.multipart.received(upload, options);
  if (received !== undefined) return ticketFor(ports, photo, received, options);
  return ticketFor(ports, await beginAgain(ports, actor, photo, options), [], options);
}

async function beginAgain(
  ports: ResumePorts,
  actor: Actor,
  { id, upload, contentType }: Photo,
  options: CallOptions | undefined,
): Promise<Photo> {
  const uploadId = await ports.multipart.begin(upload.key, contentType, options);
  return changeAggregate(
    ports.photos,
    id,
    (current) => {
      const photo = admit(actor, "photo.upload", current);
      checkAwaited(photo);
      const { parts } = photo.upload;
      // Somebody else has begun again at the same moment: theirs counts, and ours is swept.
      if (parts === undefined || parts.uploadId !== upload.parts?.uploadId) return { keep: photo };
      return sendPartsTo(photo, { ...parts, uploadId }, { now: ports.clock.now(), settings: ports.settings });
    },
    options,
  );
}
