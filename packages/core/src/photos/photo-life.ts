import type { DomainEvent } from "../events.ts";
import type { Change } from "../ports/repository.ts";
import type { Settings } from "../settings.ts";
import type { PhotoId, UploadId, UserId } from "../shared/ids.ts";
import { type Instant, millisOf, plus } from "../shared/instant.ts";
import { type Failure, type Photo, Photo as PhotoSchema, type PhotoState } from "./photo.ts";
import { PhotoStateConflict } from "./photo-errors.ts";
import { incomingKey } from "./photo-keys.ts";

/** The life of a photo: what may follow what. Everything that changes a photo's state goes through `move`. */
const successors = {
  initiated: ["uploaded", "failed", "purged"],
  uploaded: ["uploaded", "processing", "ready", "failed", "purged"],
  processing: ["uploaded", "processing", "ready", "failed", "purged"],
  ready: ["trashed", "purged"],
  failed: ["trashed", "purged"],
  trashed: ["ready", "failed", "purged"],
  purged: [],
} as const satisfies Record<PhotoState, readonly PhotoState[]>;

/** Its bytes have not all been turned into a photo yet, and it has not failed. */
export const isOnItsWay = (photo: Photo): boolean =>
  photo.state === "initiated" || photo.state === "uploaded" || photo.state === "processing";

export interface PhotoMoment {
  readonly now: Instant;
  readonly settings: Settings;
}

export interface PhotoDescription {
  readonly id: PhotoId;
  readonly owner: UserId;
  readonly upload: UploadId;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly statedSha256?: Photo["statedSha256"];
  readonly title?: string | undefined;
  readonly caption?: string | undefined;
  readonly tags: readonly string[];
}

/** A photo that has been announced and whose bytes may arrive. */
export function initiate(description: PhotoDescription, { now, settings }: PhotoMoment): Photo {
  const { upload, ...rest } = description;
  return PhotoSchema.parse({
    ...rest,
    state: "initiated",
    visibility: "private",
    upload: { id: upload, key: incomingKey(description.id, upload) },
    timeline: now.slice(0, 23),
    createdAt: now,
    updatedAt: now,
    dueAt: plus(now, settings.recovery.stalledAfter),
    saved: 1,
    revision: 1,
  });
}

/** The bytes are there: exactly the version `etag` is what will be developed. */
export function arrive(
  photo: Photo,
  blob: { etag: string; bytes: number },
  { now, settings }: PhotoMoment,
): Change<Photo> {
  return move(photo, "uploaded", now, ["photo_uploaded"], {
    upload: { ...photo.upload, etag: blob.etag },
    bytes: blob.bytes,
    dueAt: plus(now, settings.recovery.stalledAfter),
  });
}

/** A photo that comes with its bytes: announced and arrived in one step. */
export function receive(
  description: PhotoDescription,
  blob: { etag: string; bytes: number },
  moment: PhotoMoment,
): Change<Photo> {
  const { after } = arrive(initiate(description, moment), blob, moment);
  return { after: { ...after, saved: 1 }, events: raise(after, 1, moment.now, ["photo_uploaded"]) };
}

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
  return move(photo, "processing", now, [], {
    ...development,
    dueAt: plus(now, settings.recovery.stalledAfter),
  });
}

/** Everything is there; `original` is the promoted blob. */
export function finish(photo: Photo, development: Development, original: string, { now }: PhotoMoment): Change<Photo> {
  return move(photo, "ready", now, [], {
    ...development,
    original,
    timeline: development.capturedAt?.local ?? photo.timeline,
    dueAt: undefined,
  });
}

export function fail(photo: Photo, failure: Failure, { now, settings }: PhotoMoment): Change<Photo> {
  return move(photo, "failed", now, ["photo_failed"], {
    failure,
    renditions: undefined,
    dueAt: plus(now, settings.recovery.stalledAfter),
  });
}

/** Nobody has worked on it for too long: the event is raised once more, and the next look comes later than this one. */
export function reviveDevelopment(photo: Photo, { now }: PhotoMoment): Change<Photo> {
  return move(photo, "uploaded", now, ["photo_uploaded"], { dueAt: laterLook(photo, now) });
}

/** Nothing to do yet: the time until the next look grows with the photo's age. */
export function postpone(photo: Photo, { now }: PhotoMoment): Change<Photo> {
  return change(photo, now, [], { dueAt: laterLook(photo, now) });
}

export function trash(photo: Photo, { now, settings }: PhotoMoment): Change<Photo> {
  const purgeAt = plus(now, settings.lifetimes.trash);
  return byClient(move(photo, "trashed", now, [], { trashedAt: now, purgeAt, dueAt: purgeAt }));
}

export function restore(photo: Photo, { now }: PhotoMoment): Change<Photo> {
  const state = photo.failure === undefined ? "ready" : "failed";
  return byClient(move(photo, state, now, [], { trashedAt: undefined, purgeAt: undefined, dueAt: undefined }));
}

/** Leaves a tombstone: what a late event or a replay finds in place of the photo. Nothing personal stays in it. */
export function purge(photo: Photo, { now, settings }: PhotoMoment): Change<Photo> {
  return move(photo, "purged", now, ["photo_purged"], {
    ...blank,
    fileName: "",
    tags: [],
    purgeAt: plus(now, settings.lifetimes.tombstone),
    dueAt: plus(now, settings.recovery.stalledAfter),
  });
}

/** What had to follow a failure or a purge has followed; a tombstone is looked at once more when its time is over. */
export function settleDebris(photo: Photo, { now }: PhotoMoment): Change<Photo> {
  return change(photo, now, [], { dueAt: photo.state === "purged" ? photo.purgeAt : undefined });
}

export type PhotoEdit = Partial<Pick<Photo, "title" | "caption" | "tags" | "visibility">>;

export function edit(photo: Photo, changes: PhotoEdit, { now }: PhotoMoment): Change<Photo> {
  return byClient(change(photo, now, [], changes));
}

const blank = {
  title: undefined,
  caption: undefined,
  statedSha256: undefined,
  sha256: undefined,
  original: undefined,
  capturedAt: undefined,
  camera: undefined,
  location: undefined,
  placeholder: undefined,
  colour: undefined,
  renditions: undefined,
  warnings: undefined,
  failure: undefined,
  trashedAt: undefined,
} satisfies Partial<Photo>;

function move(
  photo: Photo,
  state: PhotoState,
  now: Instant,
  events: readonly PhotoEventType[],
  changes: Partial<Photo>,
) {
  const allowed: readonly PhotoState[] = successors[photo.state];
  if (!allowed.includes(state)) {
    throw new PhotoStateConflict(photo.state, `A photo that is ${photo.state} cannot become ${state}.`);
  }
  return change(photo, now, events, { ...changes, state });
}

type PhotoEventType = Extract<DomainEvent, { photo: PhotoId }>["type"];

function change(
  before: Photo,
  now: Instant,
  events: readonly PhotoEventType[],
  changes: Partial<Photo>,
): Change<Photo> {
  const saved = before.saved + 1;
  const after = { ...before, ...changes, updatedAt: now, saved };
  return {
    before,
    after: Object.fromEntries(Object.entries(after).filter(([, value]) => value !== undefined)) as Photo,
    events: raise(before, saved, now, events),
  };
}

function raise(photo: Photo, saved: number, at: Instant, types: readonly PhotoEventType[]): readonly DomainEvent[] {
  return types.map((type, index) => ({
    type,
    id: `${photo.id}#${saved}#${index}`,
    at,
    photo: photo.id,
    owner: photo.owner,
  }));
}

const byClient = (made: Change<Photo>): Change<Photo> => ({
  ...made,
  after: { ...made.after, revision: made.after.revision + 1 },
});

function laterLook(photo: Photo, now: Instant): Instant {
  return plus(now, Math.max(millisOf(now) - millisOf(photo.createdAt), 60_000));
}
