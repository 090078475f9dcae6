import type { Ports } from "../ports/index.ts";
import type { GuestActor } from "../shared/actor.ts";
import { ShareId } from "../shared/ids.ts";
import { earlierOf, type Instant, instantFromMillis, millisOf, plus } from "../shared/instant.ts";
import type { Share } from "./share.ts";
import { GrantNotValid } from "./share-errors.ts";

/** What a guest shows instead of a token of an account: `SHARE.EPOCH.EXPIRY.MAC`. */
export interface Grant {
  readonly grant: string;
  readonly expiresAt: Instant;
}

const pattern = /^([0-9A-Z]{26})\.(\d{1,9})\.(\d{1,15})\.([A-Za-z0-9_-]{43})$/;

/** A grant for 30 minutes (`lifetimes.unlock`), or until the share expires. */
export async function giveGrant(ports: Pick<Ports, "settings" | "clock" | "secrets">, share: Share): Promise<Grant> {
  const expiresAt = earlierOf(plus(ports.clock.now(), ports.settings.lifetimes.unlock), share.expiresAt);
  const content = `${share.id}.${share.epoch}.${millisOf(expiresAt)}`;
  return { grant: `${content}.${await ports.secrets.mac("grant", content)}`, expiresAt };
}

/**
 * Who is calling with that grant. Throws `grant_not_valid` for any text that is not a grant of ours, and for one that has
 * expired. Whether its share still stands is looked up by the operations that the guest calls.
 */
export async function identifyGuest(ports: Pick<Ports, "clock" | "secrets">, grant: string): Promise<GuestActor> {
  const [, share, epoch, expiry, mac = ""] = pattern.exec(grant) ?? [];
  const content = `${share}.${epoch}.${expiry}`;
  if (share === undefined || !(await ports.secrets.verify("grant", content, mac))) throw new GrantNotValid();
  if (instantFromMillis(Number(expiry)) <= ports.clock.now()) throw new GrantNotValid();
  return { kind: "guest", shareId: ShareId.parse(share), epoch: Number(epoch) };
}
