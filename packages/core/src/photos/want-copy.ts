import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import { isGone } from "./photo.ts";
import { wishForCopy } from "./photo-copy.ts";
import { PhotoNotFound } from "./photo-errors.ts";

/** Has a copy of the photo made, unless there is one or it is being made. Throws `photo_not_found`. */
export async function wantCopy(
  ports: Pick<Ports, "settings" | "clock" | "photos">,
  id: PhotoId,
  options?: CallOptions,
): Promise<void> {
  await changeAggregate(
    ports.photos,
    id,
    (photo) => {
      if (photo === undefined || isGone(photo)) throw new PhotoNotFound();
      return wishForCopy(photo, { now: ports.clock.now(), settings: ports.settings });
    },
    options,
  );
}
