import type { DomainEvent } from "../events.ts";
import type { Change } from "../ports/repository.ts";
import type { Settings } from "../settings.ts";
import { defined } from "../shared/defined.ts";
import type { PhotoId } from "../shared/ids.ts";
import { type Instant, millisOf, plus } from "../shared/instant.ts";
import type { Photo, PhotoState } from "./photo.ts";
import { PhotoStateConflict } from "./photo-errors.ts";

/** The life of a photo: the states that each step may begin in. Everything that changes a photo's state goes by `move`. */
const beginnings = {
  arrive: ["initiated", "uploaded", "processing"],
  preview: ["uploaded", "processing"],
  finish: ["uploaded", "processing"],
  revive: ["uploaded", "processing"],
  fail: ["initiated", "uploaded", "processing"],
  trash: ["ready", "failed"],
  restore: ["trashed"],
  purge: ["initiated", "uploaded", "processing", "ready", "failed", "trashed"],
} as const satisfies Record<string, readonly PhotoState[]>;

/** Its bytes are there and have not all been turned into a photo yet. */
export const isWaiting = ({ state }: Photo): boolean => state === "uploaded" || state === "processing";

/** The same, or its bytes may still come. */
export const isOnItsWay = (photo: Photo): boolean => photo.state === "initiated" || isWaiting(photo);

/** Throws `photo_state_conflict` unless its bytes may still come. */
export function checkAwaited({ state }: Photo): void {
  if (state === "initiated") return;
  throw new PhotoStateConflict(state, `This photo is ${state}: no bytes are awaited for it.`);
}

/** When something happens to a photo, and by which numbers. */
export interface PhotoMoment {
  readonly now: Instant;
  readonly settings: Settings;
}

/** The photo one step on, in the state that `changes` says. Throws `photo_state_conflict` where it is not at that step. */
export function move(
  photo: Photo,
  step: keyof typeof beginnings,
  now: Instant,
  events: readonly PhotoEventType[],
  changes: Partial<Photo> & Pick<Photo, "state">,
): Change<Photo> {
  const states: readonly PhotoState[] = beginnings[step];
  if (!states.includes(photo.state)) {
    throw new PhotoStateConflict(photo.state, `This photo is ${photo.state}: that cannot be done with it now.`);
  }
  return change(photo, now, events, changes);
}

export type PhotoEventType = Extract<DomainEvent, { photo: PhotoId }>["type"];

/** The photo with `changes` (`undefined` takes a value away), and the events that they raise. */
export function change(
  before: Photo,
  now: Instant,
  events: readonly PhotoEventType[],
  changes: Partial<Photo>,
): Change<Photo> {
  const saved = before.saved + 1;
  const after = defined<Photo>({ ...before, ...changes, updatedAt: now, saved });
  return { before, after, events: raise(before, saved, now, events) };
}

/** Events as the save that moves `saved` to that number raises them. */
export function raise(
  photo: Photo,
  saved: number,
  at: Instant,
  types: readonly PhotoEventType[],
): readonly DomainEvent[] {
  return types.map((type, index) => ({
    type,
    id: `${photo.id}#${saved}#${index}`,
    at,
    photo: photo.id,
    owner: photo.owner,
  }));
}

/** The next look at a photo that stands still comes when it is twice as old. */
export function laterLook(photo: Photo, now: Instant): Instant {
  return plus(now, Math.max(millisOf(now) - millisOf(photo.createdAt), 60_000));
}
