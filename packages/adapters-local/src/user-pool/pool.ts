import { TintypeError } from "@tintype/core";
import { type AddressLimits, createAddressLimits } from "./address-limits.ts";
import { type Attempts, createAttempts } from "./attempts.ts";
import { type AuthenticatorStore, createAuthenticatorStore } from "./authenticator/authenticator-store.ts";
import { type CodeStore, createCodeStore } from "./code-store.ts";
import { CognitoError } from "./cognito-error.ts";
import { createIdentityStore, type IdentityStore } from "./identity-store.ts";
import { createInTurn, type InTurn } from "./in-turn.ts";
import { poolFile } from "./open-user-pool-database.ts";
import { createSessionStore, type SessionStore } from "./session-store.ts";
import { type Challenges, createChallenges } from "./sign-in/challenges.ts";
import { readSigningKeys, type SigningKeys } from "./signing-keys.ts";
import { poolUserOf, type User } from "./user.ts";
import { userPoolNames } from "./user-pool-names.ts";
import type { TriggeredUser, UserPoolOptions } from "./user-pool-options.ts";
import { createUserStore, type UserStore } from "./user-store.ts";

/** What the operations work with. */
export interface Pool
  extends Pick<UserPoolOptions, "clock" | "random" | "secrets" | "passwords" | "mailer" | "triggers" | "credentials"> {
  readonly issuer: string;
  readonly keys: SigningKeys;
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly codes: CodeStore;
  readonly authenticators: AuthenticatorStore;
  readonly identities: IdentityStore;
  readonly attempts: Attempts;
  readonly limits: AddressLimits;
  readonly challenges: Challenges;
  readonly inTurn: InTurn;
  /** What `changes` does to the stores holds as a whole, on disk, or not at all. */
  atOnce<Result>(changes: () => Result): Result;
  triggered(user: User): TriggeredUser;
  /** What `run` gives. A trigger's own refusal reaches the client in its words, everything else only as a failure. */
  trigger<Result>(name: string, run: () => Promise<Result>): Promise<Result>;
}

export function createPool(options: UserPoolOptions): Pool {
  const { clock, random, secrets, passwords, mailer, triggers, credentials } = options;
  const file = options.database[poolFile];
  const issuer = `${options.publicUrl}/user-pool/${userPoolNames.userPoolId}`;
  return {
    clock,
    random,
    secrets,
    passwords,
    mailer,
    triggers,
    credentials,
    issuer,
    keys: readSigningKeys(options.keys),
    users: createUserStore(file),
    sessions: createSessionStore(file),
    codes: createCodeStore(file),
    authenticators: createAuthenticatorStore(file),
    identities: createIdentityStore(file),
    attempts: createAttempts(file, clock),
    limits: createAddressLimits(options.limits),
    challenges: createChallenges(clock, random),
    inTurn: createInTurn(),
    atOnce: file.write,
    triggered: (user) => ({ ...poolUserOf(user), issuer, attributes: user.attributes }),
    trigger: async (name, run) => {
      try {
        return await run();
      } catch (cause) {
        const reason = cause instanceof TintypeError ? cause.message : "it could not be run.";
        throw new CognitoError("UserLambdaValidationException", `${name} failed with error ${reason}`, { cause });
      }
    },
  };
}
