import type * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import { once, receiptFor } from "../ports/replay.ts";
import type { Actor, UserActor } from "../shared/actor.ts";
import type { CreateOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { PhotoId, UploadId } from "../shared/ids.ts";
import { plus } from "../shared/instant.ts";
import { parseInput } from "../shared/parse-input.ts";
import { findReplayed } from "./find-photo.ts";
import { findKnownPhoto } from "./known-photo.ts";
import { checkSize, discardUnlessSaved, NewPhoto, reserveRoom } from "./new-photo.ts";
import type { Photo } from "./photo.ts";
import { initiate } from "./photo-arrival.ts";
import { type PhotoView, viewPhoto } from "./photo-view.ts";
import type { UploadTicket } from "./upload-ticket.ts";

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
  "settings" | "clock" | "ids" | "accounts" | "photos" | "usage" | "blobs" | "tickets" | "urls"
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
    async (id) => answer(ports, await findReplayed(ports, actor, id, options), true, options),
    async () => {
      const known =
        announced.sha256 === undefined
          ? undefined
          : await findKnownPhoto(ports, (actor as UserActor).userId, announced.sha256, options);
      const photo = known ?? (await create(ports, actor as UserActor, announced, options));
      return answer(ports, photo, known === undefined, options);
    },
  );
}

async function create(
  ports: BeginUploadPorts,
  actor: UserActor,
  { sha256, upload: _, ...announced }: z.output<typeof NewPhoto>,
  options: CreateOptions | undefined,
): Promise<Photo> {
  const now = ports.clock.now();
  const photo = initiate(
    {
      id: PhotoId.parse(ports.ids.next()),
      upload: UploadId.parse(ports.ids.next()),
      owner: actor.userId,
      statedSha256: sha256,
      ...announced,
    },
    { now, settings: ports.settings },
  );
  try {
    await reserveRoom(ports, actor, photo, options);
    const receipt = receiptFor(options?.idempotency, photo.id, now, ports.settings.lifetimes.receipt);
    await ports.photos.save({ after: photo, events: [], receipt }, options);
  } catch (error) {
    await discardUnlessSaved(ports, photo, error);
    throw error;
  }
  return photo;
}

async function answer(
  ports: BeginUploadPorts,
  photo: Photo,
  created: boolean,
  options: CreateOptions | undefined,
): Promise<BegunUpload> {
  const view = await viewPhoto(ports, photo);
  if (photo.state !== "initiated") return { photo: view, created };
  const expiresAt = plus(ports.clock.now(), ports.settings.lifetimes.uploadTicket);
  const ticket = await ports.tickets.put(
    { key: photo.upload.key, contentType: photo.contentType, bytes: photo.bytes, sha256: photo.statedSha256 },
    expiresAt,
    options,
  );
  return { photo: view, created, upload: { kind: "put", ...ticket } };
}
