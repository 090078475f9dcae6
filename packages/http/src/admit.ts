import type { Actor, RateLimiter, Settings } from "@tintype/core";
import { refusal } from "./http-error.ts";
import { retryAfter } from "./problem.ts";

/** Counts a call, which comes from that address. Throws `too_many_requests` where its caller has to wait. */
export type Admit = (actor: Actor, addressOf: () => string | undefined) => Promise<void>;

/**
 * Users are held back by who they are, everybody else by their address, and nobody whose address is unknown. This spares the
 * machine and protects no secret: when calls cannot be counted, they are let through.
 */
export function createAdmit(rates: RateLimiter, settings: Settings): Admit {
  const { user, address: anybody } = settings.rates;
  const take = async (actor: Actor, addressOf: () => string | undefined): Promise<number> => {
    // Held to the plan of its key already.
    if (actor.kind === "program") return 0;
    if (actor.kind === "user") return rates.take(`user:${actor.userId}`, user);
    const address = addressOf();
    return address === undefined ? 0 : rates.take(`address:${address}`, anybody);
  };
  return async (actor, addressOf) => {
    const wait = await take(actor, addressOf).catch(() => 0);
    if (wait > 0) throw refusal("too_many_requests", tooOften, { headers: retryAfter(wait) });
  };
}

const tooOften = "You ask too often: wait as long as Retry-After says.";
