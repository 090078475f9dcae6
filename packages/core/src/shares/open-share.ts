import * as z from "zod";
import { isAllowed } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { TooManyAttempts } from "../shared/errors.ts";
import { Instant } from "../shared/instant.ts";
import { parseInput } from "../shared/parse-input.ts";
import { SharePassword } from "./create-share.ts";
import { giveGrant } from "./grant.ts";
import { hasViewsLeft, type Share } from "./share.ts";
import { ShareNotFound, WrongSharePassword } from "./share-errors.ts";
import { GuestPhoto, GuestShare, viewGuestPhoto } from "./share-view.ts";
import { followToken, type SharedPhoto } from "./visit.ts";

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
  "settings" | "clock" | "secrets" | "passwords" | "rates" | "accounts" | "photos" | "shares" | "urls"
>;

export interface OpenShareOptions extends CallOptions {
  /** Where the guest calls from: guesses are counted per link and address. Without it all count as one address. */
  readonly address?: string | undefined;
}

/**
 * Opens a link: counts one view and gives a grant. Somebody who brings a valid grant of this share is not asked for the
 * password again and not counted. Of many at once exactly as many get in as there are views left.
 * Passwords may be tried as often as `settings.rates.guesses` says from one address and `guessesOnLink` from all; the right
 * one begins both counts anew. While guesses cannot be counted, no password is looked at.
 * Throws `share_not_found`, `wrong_share_password`, `too_many_attempts`, `too_many_password_checks`.
 */
export async function openShare(
  ports: OpenSharePorts,
  actor: Actor,
  token: string,
  input: ShareKey = {},
  options?: OpenShareOptions,
): Promise<OpenedShare> {
  const { password } = parseInput(ShareKey, input);
  const shared = await followToken(ports, token, options);
  const returning = isAllowed(actor, "shared-photo.see", { ...shared, now: ports.clock.now() });
  return visit(ports, returning ? shared : { ...shared, share: await enter(ports, shared.share, password, options) });
}

async function enter(
  ports: OpenSharePorts,
  share: Share,
  password: string | undefined,
  options: OpenShareOptions | undefined,
): Promise<Share> {
  if (!hasViewsLeft(share)) throw new ShareNotFound();
  if (share.passwordHash !== undefined) await checkPassword(ports, share, password, options);
  const counted = await ports.shares.countView(share.id, ports.clock.now(), options);
  // Revoked, expired or used up while the password was being checked; or given another password.
  if (counted === undefined) throw new ShareNotFound();
  if (counted.epoch !== share.epoch && counted.passwordHash !== undefined) throw new WrongSharePassword();
  return counted;
}

/** Every guess is counted before the costly look at it: otherwise many at once would all be looked at. */
async function checkPassword(
  { passwords, rates, settings }: OpenSharePorts,
  { id, passwordHash }: Share,
  password: string | undefined,
  options: OpenShareOptions | undefined,
): Promise<void> {
  if (password === undefined) throw new WrongSharePassword();
  const { guesses, guessesOnLink } = settings.rates;
  const door = `share:${id}:${options?.address ?? ""}`;
  // Whoever has many addresses has one link.
  const link = `share:${id}`;
  const wait = (await rates.take(door, guesses, options)) || (await rates.take(link, guessesOnLink, options));
  if (wait > 0) throw new TooManyAttempts(wait);
  if (!(await passwords.verify(password, passwordHash, options))) throw new WrongSharePassword();
  // Many may know it: a link that hundreds open in an hour stays open.
  await Promise.all([rates.forget(door, options), rates.forget(link, options)]);
}

async function visit(ports: OpenSharePorts, { share, photo, owner }: SharedPhoto): Promise<OpenedShare> {
  const { expiresAt, download } = share;
  return {
    ...(await giveGrant(ports, share)),
    share: { kind: "photo", expiresAt, download, owner },
    photos: [await viewGuestPhoto(ports, photo)],
  };
}
