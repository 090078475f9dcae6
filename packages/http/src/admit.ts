import type { Actor, RateLimiter, Settings } from "@tintype/core";
import { refusal } from "./http-error.ts";
import { retryAfter } from "./problem.ts";

/** Counts a call. Throws `too_many_requests` where its caller has to wait. */
export type Admit = (actor: Actor, address: string | undefined) => Promise<void>;

/**
 * Users are held back by who they are, everybody else by their address, and nobody whose address is unknown. This spares the
 * machine and protects no secret: when calls cannot be counted, they are let through.
 */
export function createAdmit(rates: RateLimiter, settings: Settings): Admit {
  const { user, address: anybody } = settings.rates;
  return async (actor, address) => {
    // Held to the plan of its key already.
    if (actor.kind === "program") return;
    if (actor.kind !== "user" && address === undefined) return;
    const wait = await (actor.kind === "user"
      ? rates.take(`user:${actor.userId}`, user)
      : rates.take(`address:${address}`, anybody)
    ).catch(() => 0);
    if (wait > 0) throw refusal("too_many_requests", tooOften, { headers: retryAfter(wait) });
  };
}

const tooOften = "You ask too often: wait as long as Retry-After says.";
