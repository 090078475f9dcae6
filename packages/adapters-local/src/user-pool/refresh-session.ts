import { notAuthorized } from "./cognito-error.ts";
import type { Pool } from "./pool.ts";
import { type IssuedTokens, issueTokens } from "./tokens.ts";

/** Goes on with a session: new access and ID tokens. The refresh token stays good until it expires or is revoked. */
export async function refreshSession(pool: Pool, clientId: string, refreshToken: string): Promise<IssuedTokens> {
  const session = pool.sessions.findByRefreshToken(refreshToken);
  const user = session === undefined ? undefined : pool.users.get(session.subject);
  if (session === undefined || user === undefined || session.clientId !== clientId) {
    throw notAuthorized("Invalid Refresh Token");
  }
  if (session.isRevoked) throw notAuthorized("Refresh Token has been revoked");
  if (pool.clock.now() >= session.expiresAt) throw notAuthorized("Refresh Token has expired");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  return issueTokens(pool, user, session);
}
