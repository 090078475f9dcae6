import type { CallOptions } from "../shared/call-options.ts";
import { hasViewsLeft } from "./share.ts";
import { ShareNotFound } from "./share-errors.ts";
import type { ShareDescription } from "./share-view.ts";
import { followToken, type LookUpPorts } from "./visit.ts";

/**
 * What anybody who has the link may know before opening it. Counts nothing and gives nothing: messengers' preview robots
 * come here too. Throws `share_not_found`.
 */
export async function describeShare(
  ports: LookUpPorts,
  token: string,
  options?: CallOptions,
): Promise<ShareDescription> {
  const { share, owner } = await followToken(ports, token, options);
  if (!hasViewsLeft(share)) throw new ShareNotFound();
  return {
    needsPassword: share.passwordHash !== undefined,
    expiresAt: share.expiresAt,
    kind: "photo",
    owner,
  };
}
