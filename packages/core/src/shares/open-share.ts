import * as z from "zod";
import { isAllowed } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { Instant } from "../shared/instant.ts";
import { parseInput } from "../shared/parse-input.ts";
import { SharePassword } from "./create-share.ts";
import { giveGrant } from "./grant.ts";
import { hasViewsLeft, type Share } from "./share.ts";
import { ShareNotFound, WrongSharePassword } from "./share-errors.ts";
import { GuestPhoto, GuestShare, viewGuestPhoto } from "./share-view.ts";
import { followToken, ownerOf, type SharedPhoto } from "./visit.ts";

export const ShareKey = z.strictObject({ password: SharePassword.optional() });
export type ShareKey = z.input<typeof ShareKey>;

/** A visit: the grant to show from now on, and what there is to see. */
export const OpenedShare = z.object({
  grant: z.string(),
  expiresAt: Instant,
  share: GuestShare,
  photos: z.array(GuestPhoto),
});
export type OpenedShare = z.infer<typeof OpenedShare>;

type OpenSharePorts = Pick<
  Ports,
  "settings" | "clock" | "secrets" | "passwords" | "accounts" | "photos" | "shares" | "urls"
>;

/**
 * Opens a link: counts one view and gives a grant. Somebody who brings a valid grant of this share is not asked for the
 * password again and not counted. Of many at once exactly as many get in as there are views left.
 * Throws `share_not_found`, `wrong_share_password`, `too_many_password_checks`.
 */
export async function openShare(
  ports: OpenSharePorts,
  actor: Actor,
  token: string,
  input: ShareKey = {},
  options?: CallOptions,
): Promise<OpenedShare> {
  const { password } = parseInput(ShareKey, input);
  const { share, photo } = await followToken(ports, token, options);
  const returning = isAllowed(actor, "shared-photo.see", { share, photo, now: ports.clock.now() });
  return visit(ports, { share: returning ? share : await enter(ports, share, password, options), photo }, options);
}

async function enter(
  ports: OpenSharePorts,
  share: Share,
  password: string | undefined,
  options: CallOptions | undefined,
): Promise<Share> {
  if (!hasViewsLeft(share)) throw new ShareNotFound();
  if (share.passwordHash !== undefined) {
    const right = password !== undefined && (await ports.passwords.verify(password, share.passwordHash, options));
    if (!right) throw new WrongSharePassword();
  }
  const counted = await ports.shares.countView(share.id, ports.clock.now(), options);
  // Revoked, expired or used up while the password was being checked; or given another password.
  if (counted === undefined) throw new ShareNotFound();
  if (counted.epoch !== share.epoch && counted.passwordHash !== undefined) throw new WrongSharePassword();
  return counted;
}

async function visit(
  ports: OpenSharePorts,
  { share, photo }: SharedPhoto,
  options?: CallOptions,
): Promise<OpenedShare> {
  const { expiresAt, download } = share;
  return {
    ...(await giveGrant(ports, share)),
    share: { kind: "photo", expiresAt, download, owner: await ownerOf(ports, share, options) },
    photos: [await viewGuestPhoto(ports, photo)],
  };
}
