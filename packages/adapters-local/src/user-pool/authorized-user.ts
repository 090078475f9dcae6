import { errors } from "jose";
import * as z from "zod";
import { CognitoError, notAuthorized } from "./cognito-error.ts";
import type { Pool } from "./pool.ts";
import { ownScope } from "./tokens.ts";
import type { User } from "./user.ts";
import { verifyOwnToken } from "./verify-own-token.ts";

const Claims = z.object({
  sub: z.string(),
  origin_jti: z.string(),
  token_use: z.literal("access"),
  scope: z.string().default(""),
});

/**
 * Whose access token this is. Throws `NotAuthorizedException` for one that is not of this pool or that scope, has
 * expired or was revoked, and `UserNotFoundException` when its user has been removed.
 */
export async function authorizedUser(pool: Pool, accessToken: string, scope: string = ownScope): Promise<User> {
  const { sub, origin_jti, ...claims } = await verifiedClaims(pool, accessToken);
  if (!claims.scope.split(" ").includes(scope)) throw notAuthorized("Access Token does not have required scopes");
  const user = pool.users.get(sub);
  if (user === undefined) throw new CognitoError("UserNotFoundException", "User does not exist.");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (pool.sessions.get(origin_jti)?.isRevoked !== false) throw notAuthorized("Access Token has been revoked");
  return user;
}

async function verifiedClaims(pool: Pool, token: string): Promise<z.infer<typeof Claims>> {
  try {
    return Claims.parse(await verifyOwnToken(pool, token));
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw notAuthorized("Access Token has expired", { cause });
    throw notAuthorized("Invalid Access Token", { cause });
  }
}
