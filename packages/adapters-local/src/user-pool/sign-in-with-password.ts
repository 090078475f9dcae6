import { days, plus } from "@tintype/core";
import { CognitoError, notAuthorized } from "./cognito-error.ts";
import type { Pool } from "./pool.ts";
import { randomToken, randomUuid } from "./random.ts";
import { type IssuedTokens, issueTokens } from "./tokens.ts";
import { signInName, type User } from "./user.ts";

/** How long a refresh token is good for, counted from the sign-in. */
const lifetime = days(30);

export interface AuthenticationResult extends IssuedTokens {
  /** Told at sign-in alone. */
  readonly RefreshToken?: string;
}

/**
 * Begins a session. Unknown names and wrong passwords get one answer after the same work; that a user is disabled or not
 * confirmed learns only who has the right password.
 */
export async function signInWithPassword(
  pool: Pool,
  clientId: string,
  username: string,
  password: string,
): Promise<AuthenticationResult> {
  const user = await userWithPassword(pool, username, password);
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.status !== "CONFIRMED") throw new CognitoError("UserNotConfirmedException", "User is not confirmed.");
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

async function userWithPassword(pool: Pool, username: string, password: string): Promise<User> {
  const name = pool.users.find(username)?.subject ?? signInName(username);
  return pool.inTurn(name, async () => {
    pool.attempts.checkLock(name);
    const hash = pool.users.find(username)?.passwordHash;
    const isRight = await pool.passwords.verify(password, hash);
    // What has changed meanwhile counts: a user who was removed or disabled, or another password.
    const user = pool.users.find(username);
    if (!isRight || user?.passwordHash !== hash || user === undefined) {
      pool.attempts.wrongPassword(name);
      throw notAuthorized("Incorrect username or password.");
    }
    pool.attempts.rightPassword(name);
    return user;
  });
}
