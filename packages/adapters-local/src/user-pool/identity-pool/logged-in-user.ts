import { errors } from "jose";
import * as z from "zod";
import { notAuthorized } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import type { User } from "../user.ts";
import { userPoolNames } from "../user-pool-names.ts";
import { verifyOwnToken } from "../verify-own-token.ts";

const Claims = z.object({
  sub: z.string(),
  origin_jti: z.string(),
  token_use: z.literal("id"),
  aud: z.enum(Object.values(userPoolNames.clients)),
});

/** What an identity pool is told of who somebody is: tokens by the name of who has issued them. */
export type Logins = Readonly<Record<string, string>>;

/** The issuer without `https://`, as Amplify's JavaScript takes it from the token; and as others make it of the pool's id. */
const namesOf = ({ issuer }: Pool): readonly string[] => [
  issuer.replace(/^https?:\/\//, ""),
  `cognito-idp.${userPoolNames.region}.amazonaws.com/${userPoolNames.userPoolId}`,
];

/**
 * Who brings an ID token of this pool under its name. Throws `NotAuthorizedException` for nobody in particular, for any other
 * provider or token, and for one that has expired or was revoked: the pool looks, as Cognito does with `ServerSideTokenCheck`.
 */
export async function loggedInUser(pool: Pool, logins: Logins): Promise<User> {
  const [login, ...others] = Object.entries(logins);
  if (login === undefined) throw notAuthorized("Unauthenticated access is not supported for this identity pool.");
  const [provider, idToken] = login;
  if (others.length > 0 || !namesOf(pool).includes(provider)) {
    throw notAuthorized("Token is not from a supported provider of this identity pool.");
  }
  const { sub, origin_jti } = await verifiedClaims(pool, idToken);
  const user = pool.users.get(sub);
  if (user === undefined || !user.enabled || pool.sessions.get(origin_jti)?.isRevoked !== false) {
    throw notAuthorized("Invalid login token. Token has been revoked.");
  }
  return user;
}

async function verifiedClaims(pool: Pool, token: string): Promise<z.infer<typeof Claims>> {
  try {
    return Claims.parse(await verifyOwnToken(pool, token));
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw notAuthorized("Invalid login token. Token expired.", { cause });
    throw notAuthorized("Invalid login token. Not a valid OpenId Connect identity token.", { cause });
  }
}
