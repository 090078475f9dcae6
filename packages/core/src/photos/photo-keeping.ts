import type { Change } from "../ports/repository.ts";
import { plus } from "../shared/instant.ts";
import type { Photo } from "./photo.ts";
import { wishOf } from "./photo-copy.ts";
import { undeveloped } from "./photo-development.ts";
import { change, move, type PhotoMoment } from "./photo-life.ts";

export function trash(photo: Photo, { now, settings }: PhotoMoment): Change<Photo> {
  const purgeAt = plus(now, settings.lifetimes.trash);
  return byClient(move(photo, "trash", now, [], { state: "trashed", trashedAt: now, purgeAt, dueAt: purgeAt }));
}

export function restore(photo: Photo, moment: PhotoMoment): Change<Photo> {
  const { now } = moment;
  const state = photo.failure === undefined ? "ready" : "failed";
  const { events, dueAt } = wishOf(photo, moment);
  const changes = { state, trashedAt: undefined, purgeAt: undefined, dueAt } as const;
  return byClient(move(photo, "restore", now, events, changes));
}

/** Leaves a tombstone: what a late event or a replay finds in place of the photo. Nothing personal stays in it. */
export function purge(photo: Photo, { now, settings }: PhotoMoment): Change<Photo> {
  return move(photo, "purge", now, ["photo_purged"], {
    state: "purged",
    ...undeveloped,
    ...blank,
    timeline: photo.createdAt.slice(0, 23),
    purgeAt: plus(now, settings.lifetimes.tombstone),
    dueAt: plus(now, settings.recovery.stalledAfter),
  });
}

/** What has to follow a purge has not followed: the event is raised once more. */
export function repeatPurge(tombstone: Photo, { now, settings }: PhotoMoment): Change<Photo> {
  return change(tombstone, now, ["photo_purged"], { dueAt: plus(now, settings.recovery.stalledAfter) });
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
  fileName: "",
  title: undefined,
  caption: undefined,
  tags: [],
  statedSha256: undefined,
  original: undefined,
  copy: undefined,
  failure: undefined,
  retries: undefined,
  trashedAt: undefined,
} satisfies Partial<Photo>;

const byClient = (made: Change<Photo>): Change<Photo> => ({
  ...made,
  after: { ...made.after, revision: made.after.revision + 1 },
});
