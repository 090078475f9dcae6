import { FailureCode, Instant, PhotoId, PhotoState, UserId } from "@tintype/core";
import * as z from "zod";

/** What happened, as other systems hear of it. A type keeps its meaning for good; `.v1` changes when its data must. */
export const PhotoEventType = z.enum([
  "tintype.photo.uploaded.v1",
  "tintype.photo.ready.v1",
  "tintype.photo.failed.v1",
  "tintype.photo.trashed.v1",
  "tintype.photo.restored.v1",
  "tintype.photo.purged.v1",
]);
export type PhotoEventType = z.infer<typeof PhotoEventType>;

/** A photo event for other systems: a CloudEvent (cloudevents.io, 1.0, JSON). `docs/events.md` is its description. */
export const PhotoEvent = z
  .object({
    specversion: z.literal("1.0"),
    /** The same for the same event, however often it comes. */
    id: z.string(),
    /** The public origin of the installation. */
    source: z.url(),
    type: PhotoEventType,
    time: Instant,
    /** The photo. */
    subject: PhotoId,
    datacontenttype: z.literal("application/json"),
    data: z
      .object({
        photo: PhotoId,
        owner: UserId,
        /** The state that the photo came into. */
        state: PhotoState,
        /** Goes up within a photo: of two events the one with the greater is the later. */
        sequence: z.int().positive(),
        /** Why, where it has failed. */
        failure: FailureCode.optional(),
      })
      .readonly(),
  })
  .readonly();
export type PhotoEvent = z.infer<typeof PhotoEvent>;
