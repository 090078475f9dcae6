import * as z from "zod";
import { Counters } from "../shared/aggregate.ts";
import { PhotoId, Sha256, UploadId, UserId } from "../shared/ids.ts";
import { Instant } from "../shared/instant.ts";
import { count, optionalPositive, optionalText, positive, text } from "../shared/leaves.ts";
import { humanLine, humanText } from "../shared/text.ts";

/** See `photo-life.ts` for what may follow what. `purged` is a tombstone: the API never shows it. */
export const PhotoState = z.enum(["initiated", "uploaded", "processing", "ready", "failed", "trashed", "purged"]);
export type PhotoState = z.infer<typeof PhotoState>;

/** The states that lists and the API show. */
export const VisibleState = PhotoState.exclude(["purged"]);
export type VisibleState = z.infer<typeof VisibleState>;

/** What the bytes turned out to be. */
export const ImageFormat = z.enum(["jpeg", "png", "webp", "avif", "gif", "tiff", "heic"]);
export type ImageFormat = z.infer<typeof ImageFormat>;

/** Why a photo failed: the closed set of reasons, each with a sentence for its owner in `failure.detail`. */
export const FailureCode = z.enum([
  "image_empty",
  "image_unsupported",
  "image_damaged",
  "image_too_large",
  "image_timeout",
  "image_crashed",
  "hash_mismatch",
  "size_mismatch",
  "upload_lost",
]);
export type FailureCode = z.infer<typeof FailureCode>;

export const Failure = z.object({ code: FailureCode, detail: text }).readonly();
export type Failure = z.infer<typeof Failure>;

/** Something that the owner should know about a photo that is ready all the same. */
export const Warning = z.object({ code: z.enum(["image_damaged", "metadata_damaged"]), detail: text }).readonly();
export type Warning = z.infer<typeof Warning>;

/**
 * When a photo was taken: the camera's local time, its offset from UTC where it is known, and which EXIF fields said so.
 * Without an offset the time floats: it is never shifted to UTC by a guess.
 */
export const CapturedAt = z
  .object({
    /** `2026-07-01T14:03:22.000`, always 23 characters. */
    local: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}$/),
    /** `+09:00` */
    offset: z
      .string()
      .regex(/^[+-]\d{2}:\d{2}$/)
      .optional(),
    source: z.enum(["original", "digitized", "modified", "gps"]),
  })
  .readonly();
export type CapturedAt = z.infer<typeof CapturedAt>;

export const Camera = z
  .object({
    make: optionalText,
    model: optionalText,
    lens: optionalText,
    /** Seconds, as cameras write them: `1/250`, `2.5`. */
    exposure: optionalText,
    /** The f-number. */
    aperture: z.number().optional(),
    iso: z.number().optional(),
    /** Millimetres. */
    focalLength: z.number().optional(),
  })
  .readonly();
export type Camera = z.infer<typeof Camera>;

/** WGS 84 degrees, and metres above sea level. For the owner's eyes alone. */
export const Location = z
  .object({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    altitude: z.number().optional(),
  })
  .readonly();
export type Location = z.infer<typeof Location>;

export const RenditionName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);

/** One re-encoded picture of a photo, in sRGB and without metadata. Its blob is `media` / `key`. */
export const Rendition = z
  .object({
    key: text,
    width: positive,
    height: positive,
    bytes: positive,
    contentType: text,
    /** How many frames it has, where it moves. */
    frames: z.int().min(2).optional(),
  })
  .readonly();
export type Rendition = z.infer<typeof Rendition>;

/** How a client sends the bytes: in one request, in one form, or in several parts. */
export const UploadKind = z.enum(["put", "post", "multipart"]);
export type UploadKind = z.infer<typeof UploadKind>;

/** The re-encode in full size that guests may take along where their link says so: made once somebody wants it. */
export const PhotoCopy = z.discriminatedUnion("state", [
  /** `tries` counts those that were begun, as long as none has ended well. */
  z.object({ state: z.literal("wanted"), since: Instant, tries: count }).readonly(),
  z.object({ state: z.literal("made"), rendition: Rendition }).readonly(),
  z.object({ state: z.literal("failed") }).readonly(),
]);
export type PhotoCopy = z.infer<typeof PhotoCopy>;

export const Title = humanLine(200);
export const Caption = humanText(5_000);
export const FileName = humanLine(255);
export const Tag = humanLine(50)
  .refine((tag) => tag !== "", "must not be empty")
  .meta({ minLength: 1 });
export const Tags = z
  .array(Tag)
  .max(50, "at most 50 tags")
  .transform((tags) => [...new Set(tags)]);

/** How many photos of a library stand in one month of the timeline. */
export const PhotoMonth = z
  .object({
    /** `2026-11` */
    month: z.string().regex(/^\d{4}-\d{2}$/),
    count: positive,
  })
  .readonly();
export type PhotoMonth = z.infer<typeof PhotoMonth>;

/** A photo as it is stored. What its owner sees is `PhotoView`, what a guest sees `GuestPhoto`. */
export const Photo = z
  .object({
    id: PhotoId,
    owner: UserId,
    state: PhotoState,

    fileName: text,
    title: optionalText,
    caption: optionalText,
    tags: z.array(text).readonly(),
    visibility: z.literal("private"),

    /** What the client said until the bytes are known, then what they are. */
    contentType: text,
    /** The size that was announced, then the real one. */
    bytes: count,
    /** What the client said the bytes would hash to. */
    statedSha256: Sha256.optional(),
    /** What they do hash to; set when the photo has been developed. */
    sha256: Sha256.optional(),

    /** The upload that brings the original. */
    upload: z
      .object({
        /** Names the blobs that are made of these bytes: other bytes in place of them get another id. */
        id: UploadId,
        /** The blob in `incoming`. */
        key: text,
        /** How the bytes are to be sent; `put` where it is absent. */
        kind: UploadKind.optional(),
        /** Of `multipart`: the store's upload that takes the parts, and the size of each but the last. */
        parts: z.object({ uploadId: text, bytes: positive }).readonly().optional(),
        /** Set once the bytes have arrived: exactly these will be developed. */
        etag: optionalText,
      })
      .readonly(),
    /** The blob in `originals`, set when the photo is ready. */
    original: optionalText,

    format: ImageFormat.optional(),
    width: optionalPositive,
    height: optionalPositive,
    frames: optionalPositive,
    capturedAt: CapturedAt.optional(),
    camera: Camera.optional(),
    location: Location.optional(),
    /** A thumbhash (evanw.github.io/thumbhash) in base64. */
    placeholder: optionalText,
    /** The dominant colour, `#rrggbb`. */
    colour: optionalText,
    renditions: z.record(text, Rendition).readonly().optional(),
    copy: PhotoCopy.optional(),
    warnings: z.array(Warning).readonly().optional(),
    failure: Failure.optional(),

    /** Where the photo stands in its owner's list: the local capture time, else the time of creation. */
    timeline: text,
    createdAt: Instant,
    updatedAt: Instant,
    trashedAt: Instant.optional(),
    /** When the trash lets go of it. */
    purgeAt: Instant.optional(),
    /** When somebody has to look after it if nothing else happened; absent where nothing is due. */
    dueAt: Instant.optional(),
    /** How often developing it was begun once more after it had brought the processor down, or after a silent end. */
    retries: optionalPositive,
    /** The `keyHash` of the receipt that was saved with it: the two go together. */
    receipt: optionalText,
    ...Counters,
  })
  .readonly();
export type Photo = z.infer<typeof Photo>;

/** A photo as it stands in nobody's way any more: neither the API nor a list shows it. */
export const isGone = (photo: Photo): boolean => photo.state === "purged";
