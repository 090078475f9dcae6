import { type Clock, type Instant, minutes, plus } from "@tintype/core";
import { type RandomBytes, randomToken } from "../../user-pool/random.ts";
import type { AuthorizationRequest } from "../authorization-request.ts";

/** Somebody's way to a provider and back. */
export interface Journey {
  readonly provider: string;
  readonly asked: AuthorizationRequest;
  /** The cookie of the browser that sets out. */
  readonly browser: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface Journeys {
  /** Milliseconds. */
  readonly validity: number;
  begin(journey: Pick<Journey, "provider" | "asked" | "browser">): Journey;
  /** The journey of that state, which ends with it. */
  end(state: string): Journey | undefined;
}

const validity = minutes(10);
const most = 10_000;

export function createJourneys(clock: Clock, random: RandomBytes): Journeys {
  const under = new Map<string, { readonly journey: Journey; readonly until: Instant }>();
  const forget = () => {
    for (const [state, { until }] of under) {
      if (under.size < most && clock.now() < until) return;
      under.delete(state);
    }
  };
  return {
    validity,
    begin: (given) => {
      forget();
      const [state, nonce, verifier] = [randomToken(random), randomToken(random), randomToken(random)];
      const journey = { ...given, state, nonce, verifier };
      under.set(state, { journey, until: plus(clock.now(), validity) });
      return journey;
    },
    end: (state) => {
      const found = under.get(state);
      under.delete(state);
      return found !== undefined && clock.now() < found.until ? found.journey : undefined;
    },
  };
}
