import { plus, seconds } from "@tintype/core";
import { rotates } from "./clients.ts";
import { CognitoError, invalidParameter, notAuthorized } from "./cognito-error.ts";
import type { Pool } from "./pool.ts";
import { randomToken } from "./random.ts";
import type { FoundSession } from "./session-store.ts";
import type { AuthenticationResult } from "./sign-in/complete-sign-in.ts";
import { issueTokens } from "./tokens.ts";
import type { User } from "./user.ts";

/**
 * How long a refresh token is still good for after it was exchanged, so that two tabs that refresh at once, and a client
 * whose answer was lost, stay signed in (Cognito's `RetryGracePeriodSeconds`).
 */
const grace = seconds(10);

/**
 * Goes on with a session: new access and ID tokens, and another refresh token where the client's rotate; all refresh
 * tokens of a session end with it. One that comes again after the grace period was stolen, or its successor was: the
 * session is revoked, and the answer is `RefreshTokenReuseException`.
 */
export async function refreshSession(
  pool: Pool,
  clientId: string,
  refreshToken: string,
): Promise<AuthenticationResult> {
  const { session, user } = sessionOf(pool, clientId, refreshToken);
  const tokens = await issueTokens(pool, user, session);
  if (!rotates(clientId)) return tokens;
  const RefreshToken = randomToken(pool.random);
  pool.sessions.rotate(refreshToken, RefreshToken, pool.clock.now());
  return { ...tokens, RefreshToken };
}

/** The same by `REFRESH_TOKEN_AUTH`, which has no place for another refresh token. */
export async function refreshByInitiateAuth(
  pool: Pool,
  clientId: string,
  refreshToken: string,
): Promise<AuthenticationResult> {
  if (rotates(clientId)) throw invalidParameter("REFRESH_TOKEN_AUTH is not enabled for the client.");
  return refreshSession(pool, clientId, refreshToken);
}

function sessionOf(pool: Pool, clientId: string, refreshToken: string): FoundSession & { readonly user: User } {
  const found = pool.sessions.findByRefreshToken(refreshToken);
  const user = found && pool.users.get(found.session.subject);
  if (found === undefined || user === undefined || found.session.clientId !== clientId) {
    throw notAuthorized("Invalid Refresh Token");
  }
  const { session, rotatedAt } = found;
  const now = pool.clock.now();
  if (session.isRevoked) throw notAuthorized("Refresh Token has been revoked");
  if (now >= session.expiresAt) throw notAuthorized("Refresh Token has expired");
  if (rotatedAt !== undefined && now >= plus(rotatedAt, grace)) {
    pool.sessions.revoke(session.id, now);
    throw new CognitoError("RefreshTokenReuseException", "Refresh Token has been used already");
  }
  if (!user.enabled) throw notAuthorized("User is disabled.");
  return { ...found, user };
}
