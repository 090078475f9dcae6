import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { plus } from "../shared/instant.ts";
import { photoOfKey } from "./photo-keys.ts";
import { multipartOf } from "./upload-parts.ts";

/**
 * Drops the parts of uploads that no photo waits for and that were begun more than a day ago (`recovery.orphanAfter`).
 * Resolves to the number of uploads dropped.
 */
export async function sweepParts(
  ports: Pick<Ports, "settings" | "clock" | "photos" | "multipart">,
  actor: Actor,
  options?: CallOptions,
): Promise<number> {
  authorize(actor, "photo.maintain", () => new NotAllowed());
  let dropped = 0;
  for await (const upload of ports.multipart.list("", options)) {
    if (plus(upload.startedAt, ports.settings.recovery.orphanAfter) > ports.clock.now()) continue;
    const id = photoOfKey(upload.key);
    const photo = id && (await ports.photos.get(id, options));
    const isAwaited = photo?.state === "initiated" && multipartOf(photo)?.uploadId === upload.uploadId;
    if (isAwaited) continue;
    await ports.multipart.abort(upload, options);
    dropped += 1;
  }
  return dropped;
}
