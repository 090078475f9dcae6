import { createHash } from "node:crypto";
import type { CallRate, GuessRate, RateLimiter } from "@tintype/core";
import { CognitoError, limitExceeded, notAuthorized } from "./cognito-error.ts";

/** Who is asking, as far as the pool is told. */
export interface Caller {
  /** Whom to count under: an IPv4 address, or the network of 64 bits that a customer has; nobody is counted without it. */
  readonly address?: string | undefined;
}

export interface LimitRules {
  readonly rates: RateLimiter;
  /** For guesses at one door of one name from one address. */
  readonly guesses: GuessRate;
}

/** What is guessed: a password, a code of an authenticator, or one that was mailed. */
export type GuessedDoor = "password" | "totp" | "code";

/** What costs: a slow hash a quarter of a second of a core, a question of a sign-in some milliseconds and a place. */
export type Work = "hash" | "question";

/**
 * Holds back who guesses from one address, beside what holds for a name wherever it is tried from. When the counting
 * fails, whatever it guards does.
 */
export interface AddressLimits {
  /** Counts one piece of work, whatever names it is wanted for. Throws `TooManyRequestsException`. */
  admitWork(caller: Caller, work: Work): Promise<void>;
  /** Counts one guess. Throws what Cognito throws for too many at that door. */
  admitGuess(caller: Caller, door: GuessedDoor, name: string): Promise<void>;
  /** Forgets the guesses of somebody who was right. */
  forgive(caller: Caller, door: GuessedDoor, name: string): Promise<void>;
}

/** A whole office signs in at once, and a machine that tries one name after the other gets no further than that. */
const workRates: Readonly<Record<Work, CallRate>> = {
  hash: { perSecond: 1, burst: 60 },
  question: { perSecond: 10, burst: 120 },
};

export function createAddressLimits(rules: LimitRules | undefined): AddressLimits {
  const refuses = async (caller: Caller, key: string, rule: CallRate | GuessRate) =>
    rules !== undefined && caller.address !== undefined && (await rules.rates.take(key, rule)) > 0;
  return {
    admitWork: async (caller, work) => {
      if (await refuses(caller, `user-pool/${work}/${caller.address}`, workRates[work])) {
        throw new CognitoError("TooManyRequestsException", "Too many requests");
      }
    },
    admitGuess: async (caller, door, name) => {
      if (rules === undefined || !(await refuses(caller, keyOf(caller, door, name), rules.guesses))) return;
      throw door === "code" ? limitExceeded() : notAuthorized("Password attempts exceeded");
    },
    forgive: async (caller, door, name) => rules?.rates.forget(keyOf(caller, door, name)),
  };
}

/** Names are typed by people, who mistake fields: none is kept. */
const keyOf = ({ address }: Caller, door: GuessedDoor, name: string) =>
  `user-pool/${door}/${address}/${createHash("sha256").update(name).digest("base64url")}`;
