import type { DomainEvent } from "../events.ts";
import type { Change } from "../ports/repository.ts";
import type { Settings } from "../settings.ts";
import type { PhotoId } from "../shared/ids.ts";
import { type Instant, millisOf, plus } from "../shared/instant.ts";
import type { Photo, PhotoState } from "./photo.ts";
import { PhotoStateConflict } from "./photo-errors.ts";

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

/** Its bytes are there and have not all been turned into a photo yet. */
export const isWaiting = ({ state }: Photo): boolean => state === "uploaded" || state === "processing";

/** The same, or its bytes may still come. */
export const isOnItsWay = (photo: Photo): boolean => photo.state === "initiated" || isWaiting(photo);

/** When something happens to a photo, and by which numbers. */
export interface PhotoMoment {
  readonly now: Instant;
  readonly settings: Settings;
}

/** The photo in another state. Throws `photo_state_conflict` where that state may not follow. */
export function move(
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

/** The photo with `changes` (`undefined` takes a value away), and the events that they raise. */
export function change(
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
