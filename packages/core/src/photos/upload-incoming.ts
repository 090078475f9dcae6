import * as z from "zod";
import { authorize } from "../authorize.ts";
import { isBlobKey } from "../ports/blob-key.ts";
import type { BlobRef } from "../ports/blob-store.ts";
import type { Ports } from "../ports/index.ts";
import { once } from "../ports/replay.ts";
import type { Actor, UserActor } from "../shared/actor.ts";
import type { CreateOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { PhotoId, Sha256, UploadId } from "../shared/ids.ts";
import { parseInput } from "../shared/parse-input.ts";
import { findReplayed } from "./find-photo.ts";
import { checkSize, SentPhoto } from "./new-photo.ts";
import { FileName, type Photo } from "./photo.ts";
import { IncomingNotFound } from "./photo-errors.ts";
import { incomingKey, incomingPrefix } from "./photo-keys.ts";
import { type ArrivalPorts, recordArrival, type UploadedPhoto } from "./record-arrival.ts";
import { viewPhoto } from "./view-photo.ts";

const keyRule = "must have 1,024 bytes at most, and no control characters, nor empty or dotted segments";

/** Bytes that somebody put under their own prefix of `incoming`, and what may be said of them. */
export const IncomingPhoto = SentPhoto.extend({
  incomingKey: z
    .string()
    .max(1_024)
    .refine((key) => isBlobKey({ area: "incoming", key }), keyRule),
  fileName: FileName.optional(),
  sha256: Sha256.optional(),
});
export type IncomingPhoto = z.input<typeof IncomingPhoto>;

/**
 * Makes a photo of bytes that its owner wrote into `incoming` with temporary credentials. The store copies them under the
 * photo's own key first, without any byte passing here: what is written there afterwards changes nothing, and the original
 * place is emptied by age. When the owner has a photo with the stated hash, the answer is that photo; bytes of another hash
 * become `failed` when they are developed. A photo is called what its key's last segment says, unless told.
 * Throws `incoming_not_found` for whatever is not there, or not the caller's; `photo_too_large`, `quota_exceeded`,
 * `too_many_open_uploads`, `invalid_input`, `blob_changed`, `idempotency_key_reused`, `replayed_result_gone`.
 */
export async function uploadIncoming(
  ports: ArrivalPorts & Pick<Ports, "ids">,
  actor: Actor,
  input: IncomingPhoto,
  options?: CreateOptions,
): Promise<UploadedPhoto> {
  authorize(actor, "photo.create", () => new NotAllowed("Only somebody with an account can upload photos."));
  const { incomingKey: key, sha256, fileName = nameIn(key), ...words } = parseInput(IncomingPhoto, input);
  const user = actor as UserActor;
  return once<PhotoId, Photo, UploadedPhoto>(
    ports.photos,
    options?.idempotency,
    async (id) => ({
      photo: await viewPhoto(ports, await findReplayed(ports, actor, id, options)),
      created: true,
    }),
    async () => {
      if (!key.startsWith(incomingPrefix(user.userId))) throw new IncomingNotFound();
      const id = PhotoId.parse(ports.ids.next());
      const upload = UploadId.parse(ports.ids.next());
      const blob = await take(ports, key, incomingKey(id, upload), options);
      return recordArrival(
        ports,
        user,
        { id, upload, blob, sha256 },
        { ...words, fileName, statedSha256: sha256 },
        options,
      );
    },
  );
}

/** What a file's name can be of the key's last segment, which may have more characters and others. */
function nameIn(key: string): string {
  const last = key.slice(key.lastIndexOf("/") + 1);
  return FileName.safeParse(last).data || "photo";
}

async function take(
  { blobs, settings }: Pick<Ports, "blobs" | "settings">,
  from: string,
  to: string,
  options: CreateOptions | undefined,
) {
  const place = (key: string): BlobRef => ({ area: "incoming", key });
  const found = await blobs.head(place(from), options);
  if (found === undefined) throw new IncomingNotFound();
  checkSize(found.bytes, settings.original.bytes);
  return blobs.copyOnce(place(from), found.etag, place(to), options);
}
