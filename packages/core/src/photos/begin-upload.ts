import type * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import { once, receiptFor } from "../ports/replay.ts";
import type { Actor, UserActor } from "../shared/actor.ts";
import type { CreateOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { PhotoId, UploadId } from "../shared/ids.ts";
import { parseInput } from "../shared/parse-input.ts";
import { findReplayed } from "./find-photo.ts";
import { findKnownPhoto } from "./known-photo.ts";
import { checkSize, discardUnlessSaved, NewPhoto, reserveRoom } from "./new-photo.ts";
import type { Photo } from "./photo.ts";
import { initiate, type PhotoDescription } from "./photo-arrival.ts";
import type { PhotoView } from "./photo-view.ts";
import { ticketAgain } from "./resume-upload.ts";
import { ticketFor } from "./ticket-for.ts";
import { partBytesFor } from "./upload-parts.ts";
import type { UploadTicket } from "./upload-ticket.ts";
import { viewPhoto } from "./view-photo.ts";

/**
 * A photo and, until its bytes have arrived, the ticket to send them with. `created` is false when the owner had these
 * bytes already.
 */
export interface BegunUpload {
  readonly photo: PhotoView;
  readonly created: boolean;
  readonly upload?: UploadTicket;
}

type BeginUploadPorts = Pick<
  Ports,
  "settings" | "clock" | "ids" | "accounts" | "photos" | "usage" | "blobs" | "tickets" | "multipart" | "urls"
>;

/**
 * Announces a photo and gives a ticket for its bytes. When the owner has a photo with the stated hash, the answer is that
 * photo (out of the trash, if it lay there) and nothing needs to be sent. Room in the quota is taken at once.
 * Throws `invalid_input`, `photo_too_large`, `quota_exceeded`, `too_many_open_uploads`, `idempotency_key_reused`,
 * `replayed_result_gone`.
 */
export async function beginUpload(
  ports: BeginUploadPorts,
  actor: Actor,
  input: NewPhoto,
  options?: CreateOptions,
): Promise<BegunUpload> {
  authorize(actor, "photo.create", () => new NotAllowed("Only somebody with an account can upload photos."));
  const announced = parseInput(NewPhoto, input);
  checkSize(announced.bytes, ports.settings.original.bytes);
  return once<PhotoId, Photo, BegunUpload>(
    ports.photos,
    options?.idempotency,
    async (id) => {
      const photo = await findReplayed(ports, actor, id, options);
      const begun = { photo: await viewPhoto(ports, photo), created: true };
      return photo.state === "initiated"
        ? { ...begun, upload: await ticketAgain(ports, actor, photo, options) }
        : begun;
    },
    async () => {
      const known =
        announced.sha256 === undefined
          ? undefined
          : await findKnownPhoto(ports, (actor as UserActor).userId, announced.sha256, options);
      if (known !== undefined) return { photo: await viewPhoto(ports, known), created: false };
      const photo = await create(ports, actor as UserActor, announced, options);
      const upload = await ticketFor(ports, photo, [], options);
      return { photo: await viewPhoto(ports, photo), created: true, upload };
    },
  );
}

async function create(
  ports: BeginUploadPorts,
  actor: UserActor,
  { sha256, upload: kind, ...announced }: z.output<typeof NewPhoto>,
  options: CreateOptions | undefined,
): Promise<Photo> {
  const now = ports.clock.now();
  const described: PhotoDescription = {
    id: PhotoId.parse(ports.ids.next()),
    upload: UploadId.parse(ports.ids.next()),
    owner: actor.userId,
    statedSha256: sha256,
    kind,
    receipt: options?.idempotency?.keyHash,
    ...announced,
  };
  const moment = { now, settings: ports.settings };
  let photo = initiate(described, moment);
  try {
    await reserveRoom(ports, actor, photo, options);
    if (kind === "multipart")
      photo = initiate({ ...described, parts: await beginParts(ports, photo, options) }, moment);
    const receipt = receiptFor(options?.idempotency, photo.id, now, ports.settings.lifetimes.receipt);
    await ports.photos.save({ after: photo, events: [], receipt }, options);
  } catch (error) {
    await discardUnlessSaved(ports, photo, error);
    throw error;
  }
  return photo;
}

async function beginParts(
  ports: BeginUploadPorts,
  { upload: { key }, contentType, bytes }: Photo,
  options: CreateOptions | undefined,
) {
  const uploadId = await ports.multipart.begin(key, contentType, options);
  return { uploadId, bytes: partBytesFor(bytes, ports.settings.original.partBytes) };
}
