import { days, plus } from "@tintype/core";
import { CognitoError, notAuthorized } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import { randomToken, randomUuid } from "../random.ts";
import { type IssuedTokens, issueTokens } from "../tokens.ts";
import type { User } from "../user.ts";

/** How long a refresh token is good for, counted from the sign-in. */
const lifetime = days(30);

export interface AuthenticationResult extends IssuedTokens {
  /** Told at sign-in, and where the client's refresh tokens rotate. */
  readonly RefreshToken?: string;
}

/** What the pool answers to a step of a sign-in: the tokens, or what it wants to know next. */
export type SignInAnswer =
  | {
      readonly AuthenticationResult: AuthenticationResult;
      readonly ChallengeParameters: Readonly<Record<string, never>>;
    }
  | {
      readonly ChallengeName: string;
      readonly ChallengeParameters: Readonly<Record<string, string>>;
      readonly Session: string;
      readonly AvailableChallenges?: readonly string[];
    };

/**
 * Goes on with somebody who has shown the password: to a new one, if they are to change it, to a code of their
 * authenticator, if they have one and have not given it yet, and then to a session. That a user is disabled or not
 * confirmed is told here, so that only who has the password learns it.
 */
export async function completeSignIn(
  pool: Pool,
  clientId: string,
  user: User,
  shown: "password" | "password and authenticator" = "password",
): Promise<SignInAnswer> {
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.status === "UNCONFIRMED") throw new CognitoError("UserNotConfirmedException", "User is not confirmed.");
  const { subject } = user;
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    return {
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      ChallengeParameters: {
        USER_ID_FOR_SRP: subject,
        requiredAttributes: "[]",
        userAttributes: JSON.stringify({ ...user.attributes, email: user.email }),
      },
      Session: pool.challenges.open({ kind: "new-password", clientId, subject }),
    };
  }
  if (shown === "password" && pool.authenticators.get(subject)?.enabled === true) {
    return {
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ChallengeParameters: { USER_ID_FOR_SRP: subject },
      Session: pool.challenges.open({ kind: "authenticator", clientId, subject }),
    };
  }
  return { AuthenticationResult: await beginSession(pool, clientId, user), ChallengeParameters: {} };
}

async function beginSession(pool: Pool, clientId: string, user: User): Promise<AuthenticationResult> {
  const now = pool.clock.now();
  const session = {
    id: randomUuid(pool.random),
    subject: user.subject,
    clientId,
    eventId: randomUuid(pool.random),
    signedInAt: now,
    expiresAt: plus(now, lifetime),
    isRevoked: false,
  };
  const RefreshToken = randomToken(pool.random);
  pool.sessions.add(session, RefreshToken);
  return { ...(await issueTokens(pool, user, session)), RefreshToken };
}
