import type { Ports } from "../ports/index.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { hasViewsLeft } from "./share.ts";
import { ShareNotFound } from "./share-errors.ts";
import type { ShareDescription } from "./share-view.ts";
import { followToken, ownerOf } from "./visit.ts";

/**
 * What anybody who has the link may know before opening it. Counts nothing and gives nothing: messengers' preview robots
 * come here too. Throws `share_not_found`.
 */
export async function describeShare(
  ports: Pick<Ports, "clock" | "secrets" | "shares" | "photos" | "accounts">,
  token: string,
  options?: CallOptions,
): Promise<ShareDescription> {
  const { share } = await followToken(ports, token, options);
  if (!hasViewsLeft(share)) throw new ShareNotFound();
  return {
    needsPassword: share.passwordHash !== undefined,
    expiresAt: share.expiresAt,
    kind: "photo",
    owner: await ownerOf(ports, share, options),
  };
}
