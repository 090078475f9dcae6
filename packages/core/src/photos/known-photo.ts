import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { Sha256, UserId } from "../shared/ids.ts";
import type { Photo } from "./photo.ts";
import { restore } from "./photo-keeping.ts";

/**
 * The photo that this owner has of these bytes already, taken out of the trash if it lay there; `undefined` if there is
 * none. Only what has been verified counts, and only the owner's own: knowing a hash opens nobody else's photo.
 */
export async function findKnownPhoto(
  ports: Pick<Ports, "photos" | "clock" | "settings">,
  owner: UserId,
  sha256: Sha256,
  options?: CallOptions,
): Promise<Photo | undefined> {
  const found = await ports.photos.findBySha256(owner, sha256, options);
  if (found === undefined) return undefined;
  return changeAggregate(
    ports.photos,
    found.id,
    (photo) => {
      if (photo?.state === "trashed" && photo.failure === undefined) {
        return restore(photo, { now: ports.clock.now(), settings: ports.settings });
      }
      return { keep: photo?.state === "ready" ? photo : undefined };
    },
    options,
  );
}
