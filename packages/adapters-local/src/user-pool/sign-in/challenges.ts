import { type Clock, type Instant, minutes, plus } from "@tintype/core";
import { notAuthorized } from "../cognito-error.ts";
import type { RandomBytes } from "../random.ts";
import type { SrpExchange } from "../srp/srp-exchange.ts";

/** What the pool has asked somebody who is about to sign in. */
export type Challenge = { readonly clientId: string } & (
  | {
      readonly kind: "proof";
      /** As the client signs it: of nobody, where there is nobody. */
      readonly subject: string;
      /** What was tried, for counting. */
      readonly name: string;
      readonly exchange: SrpExchange;
      /** The stored verifier that the exchange rests on; absent where there is nobody. */
      readonly hidden: string | undefined;
    }
  | { readonly kind: "first-factor"; readonly username: string }
  /** Somebody who has just confirmed the address needs not show the password, which they have just chosen. */
  | { readonly kind: "authenticator" | "new-password" | "confirmed"; readonly subject: string }
);
export type ChallengeOf<Kind extends Challenge["kind"]> = Extract<Challenge, { readonly kind: Kind }>;

/** The sign-ins that have begun, each known by 256 random bits in base64. They are in memory: whoever is interrupted signs in anew. */
export interface Challenges {
  open(challenge: Challenge): string;
  /** What was asked. Throws `NotAuthorizedException` for what is not there, not of that kind or client, old or answered. */
  find<Kind extends Challenge["kind"]>(id: string, kind: Kind, clientId: string): ChallengeOf<Kind>;
  /** It can be answered no more. */
  close(id: string): void;
}

/** How long there is to answer (docs.aws.amazon.com/cognito, "AuthSessionValidity"). */
const validity = minutes(3);
/** About 2 KB each; those that were asked first are forgotten first. */
const most = 10_000;

export function createChallenges(clock: Clock, random: RandomBytes): Challenges {
  const asked = new Map<string, { readonly challenge: Challenge; readonly until: Instant; closed: boolean }>();

  const forget = () => {
    for (const [id, { until }] of asked) {
      if (asked.size < most && clock.now() < plus(until, validity)) return;
      asked.delete(id);
    }
  };
  return {
    open: (challenge) => {
      forget();
      const id = Buffer.from(random(32)).toString("base64");
      asked.set(id, { challenge, until: plus(clock.now(), validity), closed: false });
      return id;
    },
    find: (id, kind, clientId) => {
      const found = asked.get(id);
      if (found === undefined || found.challenge.clientId !== clientId || !isOf(found.challenge, kind)) {
        throw notAuthorized("Invalid session for the user.");
      }
      if (found.closed) throw notAuthorized("Invalid session for the user, session can only be used once.");
      if (clock.now() >= found.until) throw notAuthorized("Invalid session for the user, session is expired.");
      return found.challenge;
    },
    close: (id) => {
      const found = asked.get(id);
      if (found !== undefined) found.closed = true;
    },
  };
}

const isOf = <Kind extends Challenge["kind"]>(challenge: Challenge, kind: Kind): challenge is ChallengeOf<Kind> =>
  challenge.kind === kind;
