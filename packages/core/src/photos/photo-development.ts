import type { Change } from "../ports/repository.ts";
import { plus } from "../shared/instant.ts";
import type { Failure, Photo } from "./photo.ts";
import { wishOf } from "./photo-copy.ts";
import { change, laterLook, move, type PhotoMoment } from "./photo-life.ts";

/** What came out of a photo's bytes, in part or in full. */
export type Development = Pick<
  Photo,
  | "sha256"
  | "bytes"
  | "contentType"
  | "format"
  | "width"
  | "height"
  | "frames"
  | "capturedAt"
  | "camera"
  | "location"
  | "placeholder"
  | "colour"
  | "renditions"
  | "warnings"
>;

/** The first rendition can be shown while the others are still being made. */
export function preview(photo: Photo, development: Development, { now, settings }: PhotoMoment): Change<Photo> {
  return move(photo, "preview", now, [], {
    state: "processing",
    ...development,
    dueAt: plus(now, settings.recovery.stalledAfter),
  });
}

/** Developing it is begun once more: how often that has happened is remembered, until it ends well or in a failure. */
export function retry(photo: Photo, { now, settings }: PhotoMoment): Change<Photo> {
  return change(photo, now, [], {
    retries: (photo.retries ?? 0) + 1,
    dueAt: plus(now, settings.recovery.stalledAfter),
  });
}

/** That time it was not the photo's fault. */
export function excuse(photo: Photo, { now }: PhotoMoment): Change<Photo> {
  return change(photo, now, [], { retries: (photo.retries ?? 0) - 1 || undefined });
}

/** Everything is there; `original` is the promoted blob. */
export function finish(photo: Photo, development: Development, original: string, moment: PhotoMoment): Change<Photo> {
  const { events, dueAt } = wishOf(photo, moment);
  return move(photo, "finish", moment.now, events, {
    state: "ready",
    ...development,
    original,
    timeline: development.capturedAt?.local ?? photo.timeline,
    retries: undefined,
    dueAt,
  });
}

export function fail(photo: Photo, failure: Failure, { now, settings }: PhotoMoment): Change<Photo> {
  return move(photo, "fail", now, ["photo_failed"], {
    state: "failed",
    ...undeveloped,
    failure,
    retries: undefined,
    dueAt: plus(now, settings.recovery.stalledAfter),
  });
}

/** Nobody has worked on it for too long: the event is raised once more, and the next look comes later than this one. */
export function reviveDevelopment(photo: Photo, { now }: PhotoMoment): Change<Photo> {
  return move(photo, "revive", now, ["photo_uploaded"], { state: "uploaded", dueAt: laterLook(photo, now) });
}

/** What `Development` knows, forgotten, but for the size and type that were known before. */
export const undeveloped = {
  sha256: undefined,
  format: undefined,
  width: undefined,
  height: undefined,
  frames: undefined,
  capturedAt: undefined,
  camera: undefined,
  location: undefined,
  placeholder: undefined,
  colour: undefined,
  renditions: undefined,
  warnings: undefined,
} satisfies Record<Exclude<keyof Development, "bytes" | "contentType">, undefined>;
