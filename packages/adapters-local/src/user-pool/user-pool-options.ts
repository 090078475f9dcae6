import type { Clock, IssuedCredentials, Mailer, PasswordHasher, PoolUser, Secrets } from "@tintype/core";
import type { LimitRules } from "./address-limits.ts";
import type { UserPoolDatabase } from "./open-user-pool-database.ts";
import type { RandomBytes } from "./random.ts";
import type { SigningKey } from "./signing-keys.ts";

/** A user as triggers see one. */
export interface TriggeredUser extends PoolUser {
  /** Of the pool, as tokens name it. */
  readonly issuer: string;
  /** OpenID Connect's standard claims that the user gave. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What is run when something happens in the pool, as Lambda triggers are run by Cognito. */
export interface UserPoolTriggers {
  /**
   * Runs when a user has proved the address, just before the confirmation is stored; where it rejects, the sign-up stays
   * unconfirmed and the same code can be tried again. It may run more than once for one user.
   */
  postConfirmation(user: TriggeredUser): Promise<void>;
  /** Runs before tokens are made, and gives claims to put into both of them; Cognito's own claims win. */
  preToken(user: TriggeredUser): Promise<Readonly<Record<string, string>>>;
  /**
   * Runs before all sessions of a user end who signs out everywhere; where it rejects, nothing ends. Access tokens cannot
   * be called back: whoever verifies them elsewhere learns it here.
   */
  signedOutEverywhere(user: TriggeredUser): Promise<void>;
  /** The same before a user is removed who wants to go, with all that is theirs. */
  deleted(user: TriggeredUser): Promise<void>;
  /** Runs when a user has proved another address, which is theirs already. It may run more than once for one address. */
  addressChanged(user: TriggeredUser): Promise<void>;
}

export interface UserPoolOptions {
  readonly database: UserPoolDatabase;
  /** The public origin, without a path: the issuer is `PUBLIC_URL/user-pool/local_tintype`. */
  readonly publicUrl: string;
  /** The first one signs; the rest is published, so that tokens it signed stay good. */
  readonly keys: readonly SigningKey[];
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly secrets: Secrets;
  readonly passwords: PasswordHasher;
  readonly mailer: Mailer;
  readonly triggers: UserPoolTriggers;
  /**
   * Gives temporary credentials to a user, for the identity pool that stands beside this one; there is none unless given.
   * Rejects with `account_disabled`, `account_not_found` or `signed_out` for whoever shall have none.
   */
  readonly credentials?: ((user: TriggeredUser) => Promise<IssuedCredentials>) | undefined;
  /** Holds back who guesses from one address; nobody is counted by address unless given. */
  readonly limits?: LimitRules | undefined;
  /** Whether this process serves real people (`NODE_ENV=production`). */
  readonly production?: boolean;
  /** Whether somebody has decided to sign real people in with this pool all the same. */
  readonly allowProduction?: boolean;
  /** Told of errors that clients only see as `InternalErrorException`, and of triggers and mails that failed. */
  readonly report?: (error: unknown) => void;
}
