import { isLeaving } from "../accounts/index.ts";
import type { Photo } from "../photos/index.ts";
import type { Ports } from "../ports/index.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { isLive, type Share } from "./share.ts";
import { ShareNotFound } from "./share-errors.ts";
import { looksLikeToken, tokenHash } from "./share-token.ts";

export interface SharedPhoto {
  readonly share: Share;
  readonly photo: Photo;
  /** How the owner calls themselves in front of guests; nothing else is said of them. */
  readonly owner: { readonly displayName?: string };
}

export type LookUpPorts = Pick<Ports, "clock" | "secrets" | "shares" | "photos" | "accounts">;

/** Where a token leads to, if it still leads anywhere; one answer for every reason why it does not: `share_not_found`. */
export async function followToken(ports: LookUpPorts, token: string, options?: CallOptions): Promise<SharedPhoto> {
  if (!looksLikeToken(token)) throw new ShareNotFound();
  const share = await ports.shares.findByTokenHash(await tokenHash(ports, token), options);
  if (share === undefined || !isLive(share, ports.clock.now())) throw new ShareNotFound();
  const photo = await ports.photos.get(share.photo, options);
  if (photo?.state !== "ready" || photo.owner !== share.owner) throw new ShareNotFound();
  const account = await ports.accounts.get(share.owner, options);
  if (account !== undefined && isLeaving(account)) throw new ShareNotFound();
  const displayName = account?.displayName;
  return { share, photo, owner: displayName === undefined ? {} : { displayName } };
}
