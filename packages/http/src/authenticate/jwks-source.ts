import { type Clock, hours, millisOf, minutes, seconds } from "@tintype/core";
import type { CryptoKey } from "jose";
import { readRsaKeys } from "./rsa-keys.ts";

/** The keys that an issuer signs with. */
export interface JwksSource {
  /** The key of that id, `undefined` when the issuer publishes none or could not be asked. Never rejects. */
  find(kid: string): Promise<CryptoKey | undefined>;
}

interface Timing {
  readonly clock: Clock;
}

/** Where the issuer's JWK set comes from: an address, or (for an issuer in the same process) a function. */
export type JwksSourceOptions = Timing &
  (
    | { readonly url: string; readonly fetch?: typeof fetch }
    | {
        /** Gives the JWK set. */
        load(): Promise<unknown>;
      }
  );

const cooldown = minutes(1);
const freshFor = hours(1);
const trustedFor = hours(24);

/**
 * Asks the issuer when it is first needed, when a key is unknown, and once its answer is an hour old; never more than
 * once a minute, and one question at a time. While the issuer cannot be reached, the keys it published last stay good for
 * 24 hours. A key that it has withdrawn is gone with its next answer.
 */
export function createJwksSource(options: JwksSourceOptions): JwksSource {
  const load = "load" in options ? () => options.load() : () => download(options.url, options.fetch ?? fetch);
  let keys: ReadonlyMap<string, CryptoKey> = new Map();
  let loadedAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let flight: Promise<void> | undefined;

  /** A clock that was set back must not silence us: a moment in the future counts as long ago. */
  const isWithin = (duration: number, moment: number, now: number) => moment <= now && now - moment < duration;

  const ask = async (now: number): Promise<void> => {
    askedAt = now;
    try {
      keys = await readRsaKeys(await load());
      loadedAt = now;
    } catch {
      // What was published last stays good for a while; `find` knows for how long.
    } finally {
      flight = undefined;
    }
  };
  const askUnlessAskedJustNow = (now: number): Promise<void> => {
    if (flight === undefined && !isWithin(cooldown, askedAt, now)) flight = ask(now);
    return flight ?? Promise.resolve();
  };

  return {
    async find(kid) {
      const now = millisOf(options.clock.now());
      const known = isWithin(trustedFor, loadedAt, now) ? keys.get(kid) : undefined;
      if (known === undefined) {
        await askUnlessAskedJustNow(now);
        return isWithin(trustedFor, loadedAt, now) ? keys.get(kid) : undefined;
      }
      if (!isWithin(freshFor, loadedAt, now)) void askUnlessAskedJustNow(now);
      return known;
    },
  };
}

async function download(url: string, get: typeof fetch): Promise<unknown> {
  const response = await get(url, {
    headers: { accept: "application/json" },
    redirect: "error",
    signal: AbortSignal.timeout(seconds(5)),
  });
  if (!response.ok) throw new Error(`The issuer answered ${response.status} when asked for its keys.`);
  return response.json();
}
