import type { Change } from "../ports/repository.ts";
import type { PhotoId, UploadId, UserId } from "../shared/ids.ts";
import { earlierOf, plus } from "../shared/instant.ts";
import { type Photo, Photo as PhotoSchema, type UploadKind } from "./photo.ts";
import { fail, undeveloped } from "./photo-development.ts";
import { incomingKey } from "./photo-keys.ts";
import { change, laterLook, move, type PhotoMoment, raise } from "./photo-life.ts";

export interface PhotoDescription {
  readonly id: PhotoId;
  readonly owner: UserId;
  readonly upload: UploadId;
  /** `put` unless told. */
  readonly kind?: UploadKind;
  readonly parts?: Photo["upload"]["parts"];
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly statedSha256?: Photo["statedSha256"];
  readonly title?: string | undefined;
  readonly caption?: string | undefined;
  readonly tags: readonly string[];
  /** The `keyHash` of the receipt that will be saved with it. */
  readonly receipt?: string | undefined;
}

/** A photo that has been announced and whose bytes may arrive. Empty words are none. */
export function initiate(description: PhotoDescription, { now, settings }: PhotoMoment): Photo {
  const { upload, kind = "put", parts, fileName, title, caption, ...rest } = description;
  return PhotoSchema.parse({
    ...rest,
    fileName: fileName || "photo",
    ...(title && { title }),
    ...(caption && { caption }),
    state: "initiated",
    visibility: "private",
    upload: {
      id: upload,
      key: incomingKey(description.id, upload),
      ...(kind !== "put" && { kind }),
      ...(parts && { parts }),
    },
    timeline: now.slice(0, 23),
    createdAt: now,
    updatedAt: now,
    dueAt: plus(now, settings.recovery.stalledAfter),
    saved: 1,
    revision: 1,
  });
}

/** Its parts go to another upload of the store's from now on. */
export function sendPartsTo(
  photo: Photo,
  parts: NonNullable<Photo["upload"]["parts"]>,
  { now }: PhotoMoment,
): Change<Photo> {
  return change(photo, now, [], { upload: { ...photo.upload, parts } });
}

/** Bytes as they lie in `incoming`. */
export interface ArrivedBytes {
  readonly etag: string;
  readonly bytes: number;
}

/**
 * The bytes are there: exactly the version `etag` is what will be developed. Of another size than was announced they
 * make the photo `failed`.
 */
export function arrive(photo: Photo, blob: ArrivedBytes, moment: PhotoMoment): Change<Photo> {
  if (blob.bytes !== photo.bytes) {
    const detail = `${photo.bytes} bytes were announced and ${blob.bytes} arrived: upload the photo again.`;
    return fail(photo, { code: "size_mismatch", detail }, moment);
  }
  const { now, settings } = moment;
  return move(photo, "arrive", now, ["photo_uploaded"], {
    state: "uploaded",
    ...undeveloped,
    upload: { ...photo.upload, etag: blob.etag },
    dueAt: plus(now, settings.recovery.stalledAfter),
  });
}

/** Other bytes have come in place of the ones that were being developed: they become another version. */
export function replace(photo: Photo, blob: ArrivedBytes, version: UploadId, moment: PhotoMoment): Change<Photo> {
  const { after, ...made } = arrive(photo, blob, moment);
  return { ...made, after: { ...after, upload: { ...after.upload, id: version } } };
}

/** A photo that comes with its bytes: announced and arrived in one step. */
export function receive(description: PhotoDescription, blob: ArrivedBytes, moment: PhotoMoment): Change<Photo> {
  const { after } = arrive(initiate(description, moment), blob, moment);
  return { after: { ...after, saved: 1 }, events: raise(after, 1, moment.now, ["photo_uploaded"]) };
}

/** Its bytes are not there yet: the time until the next look grows with the photo's age, up to when it is given up. */
export function postpone(photo: Photo, { now, settings }: PhotoMoment): Change<Photo> {
  const givenUp = plus(photo.createdAt, settings.lifetimes.incoming);
  return change(photo, now, [], { dueAt: earlierOf(laterLook(photo, now), givenUp) });
}
