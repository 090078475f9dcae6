import * as z from "zod";
import { AccountNotFound, isLeaving } from "../accounts/index.ts";
import type { Ports } from "../ports/index.ts";
import type { UserActor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { TintypeError, Unavailable } from "../shared/errors.ts";
import { Sha256 } from "../shared/ids.ts";
import { Caption, FileName, type Photo, Tags, Title, UploadKind } from "./photo.ts";
import { PhotoTooLarge } from "./photo-errors.ts";
import { multipartOf } from "./upload-parts.ts";

const words = { title: Title.optional(), caption: Caption.optional(), tags: Tags.default([]) };

/** A photo that its owner announces, to send the bytes afterwards. */
export const NewPhoto = z.strictObject({
  fileName: FileName,
  contentType: z
    .string()
    .max(100)
    .regex(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/i, "must look like image/jpeg")
    .transform((type) => type.toLowerCase()),
  bytes: z.int().nonnegative(),
  sha256: Sha256.optional(),
  ...words,
  upload: UploadKind.default("put"),
});
export type NewPhoto = z.input<typeof NewPhoto>;

/** What may be said of a photo that is sent along with its bytes. */
export const SentPhoto = z.strictObject({ fileName: FileName.default("photo"), ...words });
export type SentPhoto = z.input<typeof SentPhoto>;

/** Throws `photo_too_large` with both numbers in words. */
export function checkSize(bytes: number, most: number): void {
  if (bytes > most) {
    throw new PhotoTooLarge(`This file has ${inMiB(bytes)} MiB; at most ${inMiB(most)} MiB can be sent like this.`);
  }
}

const inMiB = (bytes: number): string => (Math.ceil((bytes / 2 ** 20) * 10) / 10).toString();

/** Reserves room for the photo in its owner's quota: `quota_exceeded`, `too_many_open_uploads`. Idempotent. */
export async function reserveRoom(
  ports: Pick<Ports, "accounts" | "usage" | "settings">,
  actor: UserActor,
  photo: Pick<Photo, "id" | "owner" | "bytes" | "createdAt">,
  options?: CallOptions,
): Promise<void> {
  const account = await ports.accounts.get(actor.userId, options);
  if (account === undefined || isLeaving(account)) throw new AccountNotFound();
  await ports.usage.reserve(
    { owner: photo.owner, photo: photo.id, bytes: photo.bytes, reservedAt: photo.createdAt },
    { ...ports.settings.quota[account.plan], openUploads: ports.settings.quota.openUploads },
    options,
  );
}

type DiscardPorts = Pick<Ports, "photos" | "usage" | "blobs" | "multipart">;

/** Gives back what was taken for a photo that is not going to be. What fails here is debris, which recovery takes. */
export async function discard(ports: DiscardPorts, photo: Photo): Promise<void> {
  try {
    await ports.usage.release(photo.owner, photo.id);
    await ports.blobs.remove({ area: "incoming", key: photo.upload.key });
    const upload = multipartOf(photo);
    if (upload !== undefined) await ports.multipart.abort(upload);
  } catch {
    // The caller has something better to tell.
  }
}

/**
 * The same for a photo that `error` kept from being saved. Trouble of the technology leaves open whether it was, or is
 * about to be: then everything stays, and the reconciler finds out.
 */
export async function discardUnlessSaved(ports: DiscardPorts, photo: Photo, error: unknown): Promise<void> {
  if (!(error instanceof TintypeError) || error instanceof Unavailable) return;
  const saved = await ports.photos.get(photo.id).catch(() => photo);
  if (saved === undefined) await discard(ports, photo);
}
