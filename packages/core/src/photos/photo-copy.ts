import type { Change } from "../ports/repository.ts";
import { type Instant, millisOf, plus } from "../shared/instant.ts";
import type { Photo, PhotoCopy } from "./photo.ts";
import { change, type PhotoEventType, type PhotoMoment } from "./photo-life.ts";

/** Ready, and somebody waits for its copy. */
export const isCopyWanted = (photo: Photo | undefined): photo is PhotoWithoutCopy =>
  photo?.state === "ready" && photo.copy?.state === "wanted";

type PhotoWithoutCopy = Photo & { readonly copy: Extract<PhotoCopy, { state: "wanted" }> };

/** What a photo that is becoming ready owes to whoever waits for its copy: an event, and a look later on. */
export function wishOf({ copy }: Photo, { now, settings }: PhotoMoment): Wish {
  if (copy?.state !== "wanted") return { events: [], dueAt: undefined };
  return { events: ["photo_copy_wanted"], dueAt: plus(now, settings.recovery.stalledAfter) };
}

interface Wish {
  readonly events: readonly PhotoEventType[];
  readonly dueAt: Instant | undefined;
}

/** A copy shall be made as soon as the photo is ready. One that failed is tried anew; nothing changes for any other. */
export function wishForCopy(photo: Photo, moment: PhotoMoment): Change<Photo> | { readonly keep: Photo } {
  if (photo.copy !== undefined && photo.copy.state !== "failed") return { keep: photo };
  const copy = { state: "wanted", since: moment.now, tries: 0 } as const;
  if (photo.state !== "ready") return change(photo, moment.now, [], { copy });
  const { events, dueAt } = wishOf({ ...photo, copy }, moment);
  return change(photo, moment.now, events, { copy, dueAt });
}

/** Nobody has made it for too long: the event is raised once more, and the next look comes later than this one. */
export function repeatWish(photo: Photo, { now, settings }: PhotoMoment): Change<Photo> {
  if (!isCopyWanted(photo)) return change(photo, now, [], { dueAt: undefined });
  const waited = Math.max(millisOf(now) - millisOf(photo.copy.since), settings.recovery.stalledAfter);
  return change(photo, now, ["photo_copy_wanted"], { dueAt: plus(now, waited) });
}

/** Making it is begun. */
export const countTry = (photo: PhotoWithoutCopy, { now }: PhotoMoment): Change<Photo> =>
  change(photo, now, [], { copy: { ...photo.copy, tries: photo.copy.tries + 1 } });

/** What ended that try was not the photo's fault. */
export const excuseTry = (photo: PhotoWithoutCopy, { now }: PhotoMoment): Change<Photo> =>
  change(photo, now, [], { copy: { ...photo.copy, tries: Math.max(0, photo.copy.tries - 1) } });

/** It is there, or there will be none. */
export const endWish = (photo: PhotoWithoutCopy, copy: PhotoCopy, { now }: PhotoMoment): Change<Photo> =>
  change(photo, now, [], { copy, dueAt: undefined });
