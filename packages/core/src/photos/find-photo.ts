import { type Action, authorize, checkScope, isAllowed } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { ReplayedResultGone, RevisionConflict, SignInRequired } from "../shared/errors.ts";
import type { PhotoId } from "../shared/ids.ts";
import { isGone, type Photo } from "./photo.ts";
import { PhotoNotFound } from "./photo-errors.ts";

type PhotoAction = Extract<
  Action,
  "photo.see" | "photo.change" | "photo.download" | "photo.upload" | "photo.confirm" | "share.create"
>;

/** The photo, if the caller may do that to it; `photo_not_found` if not, or if there is none. */
export async function findPhoto(
  ports: Pick<Ports, "photos">,
  actor: Actor,
  action: PhotoAction,
  id: PhotoId,
  options?: CallOptions,
): Promise<Photo> {
  return admit(actor, action, await ports.photos.get(id, options));
}

/** The same for a photo that has been looked up. */
export function admit(actor: Actor, action: PhotoAction, photo: Photo | undefined): Photo {
  checkScope(actor, action);
  if (photo === undefined || isGone(photo)) {
    throw actor.kind === "anonymous" ? new SignInRequired() : new PhotoNotFound();
  }
  authorize(actor, action, () => new PhotoNotFound(), photo);
  return photo;
}

/** What an earlier request of the caller's made; `replayed_result_gone` if it has been purged since. */
export async function findReplayed(
  ports: Pick<Ports, "photos">,
  actor: Actor,
  id: PhotoId,
  options?: CallOptions,
): Promise<Photo> {
  const photo = await ports.photos.get(id, options);
  if (photo === undefined || isGone(photo)) throw new ReplayedResultGone();
  return admit(actor, "photo.see", photo);
}

/** Like `admit`, for removing, which its owner may do again: their own tombstone is let through. */
export function admitToRemove(actor: Actor, photo: Photo | undefined): Photo {
  if (photo !== undefined && isAllowed(actor, "photo.remove", photo)) return photo;
  return admit(actor, "photo.change", photo);
}

/** Throws `revision_conflict` when the caller saw another revision. */
export function checkRevision(photo: { readonly revision: number }, ifRevision: number | undefined): void {
  if (ifRevision !== undefined && ifRevision !== photo.revision) throw new RevisionConflict(photo.revision);
}
