import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { Failure, Instant, PhotoId, PhotoState, UserId } from "@tintype/core";
import * as z from "zod";
import type { StreamRecord } from "../dynamo/read-stream-record.ts";
import type { PhotoEvent, PhotoEventType } from "./photo-event.ts";

/**
 * What a record of the photo table's stream means to other systems: `undefined` where the photo stays in its state, or
 * comes into one that is nobody else's business. `source` is the public origin.
 */
export function readPhotoEvent({ dynamodb }: StreamRecord, source: string): PhotoEvent | undefined {
  const before = read(dynamodb?.OldImage);
  const after = read(dynamodb?.NewImage);
  // An item that goes without a tombstone before it has been purged all the same.
  const photo = after ?? (before && { ...before, state: "purged" as const, saved: before.saved + 1 });
  if (photo === undefined || photo.state === before?.state) return undefined;
  const type = before?.state === "trashed" && photo.state !== "purged" ? restored : types[photo.state];
  if (type === undefined) return undefined;
  const { id, owner, state, saved, updatedAt, failure } = photo;
  return {
    specversion: "1.0",
    id: `${id}#${saved}`,
    source,
    type,
    time: updatedAt,
    subject: id,
    datacontenttype: "application/json",
    data: { photo: id, owner, state, sequence: saved, ...(state === "failed" && { failure: failure?.code }) },
  };
}

const restored: PhotoEventType = "tintype.photo.restored.v1";

const types: Readonly<Partial<Record<PhotoState, PhotoEventType>>> = {
  uploaded: "tintype.photo.uploaded.v1",
  ready: "tintype.photo.ready.v1",
  failed: "tintype.photo.failed.v1",
  trashed: "tintype.photo.trashed.v1",
  purged: "tintype.photo.purged.v1",
};

/** The part of a photo that is told. */
const SavedPhoto = z.object({
  id: PhotoId,
  owner: UserId,
  state: PhotoState,
  saved: z.int(),
  updatedAt: Instant,
  failure: Failure.optional(),
});

function read(image: Readonly<Record<string, unknown>> = {}): z.infer<typeof SavedPhoto> | undefined {
  const { photoId, document } = image as Record<string, AttributeValue>;
  if (photoId === undefined || document === undefined) return undefined;
  return SavedPhoto.parse(unmarshall({ document })["document"]);
}
