import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { PhotoId, UserId } from "../shared/ids.ts";
import type { Cursor } from "../shared/page.ts";

/** Takes away every link to a photo that is gone for good. They have led nowhere since it went. Idempotent. */
export async function removeSharesOfPhoto(
  ports: Pick<Ports, "settings" | "shares">,
  actor: Actor,
  { owner, photo }: { readonly owner: UserId; readonly photo: PhotoId },
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "share.maintain", () => new NotAllowed());
  let cursor: Cursor | undefined;
  do {
    const page = await ports.shares.list(owner, photo, { limit: ports.settings.page.most, cursor }, options);
    for (const share of page.items) await ports.shares.remove(share.id, options);
    cursor = page.next;
  } while (cursor !== undefined);
}
