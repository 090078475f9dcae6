import { type Instant, millisOf, minutes } from "@tintype/core";
import { SignJWT } from "jose";
import { notAuthorized } from "./cognito-error.ts";
import { shownIdentities, usernameOf } from "./identities-claim.ts";
import type { Pool } from "./pool.ts";
import { randomUuid } from "./random.ts";
import type { NewSession } from "./session-store.ts";
import type { User } from "./user.ts";

/** How long access and ID tokens are good for. */
const lifetime = minutes(60);

export interface IssuedTokens {
  readonly AccessToken: string;
  readonly ExpiresIn: number;
  readonly IdToken: string;
  readonly TokenType: "Bearer";
}

/** What tokens are for that the pool's own operations have made. */
export const ownScope = "aws.cognito.signin.user.admin";

/**
 * New access and ID tokens of a session that has begun, with Cognito's claims (docs.aws.amazon.com/cognito, "Understanding the access
 * token" and "… the identity token") and on top of them what the pre-token trigger adds. The nonce is the one
 * that a client has asked for (OpenID Connect Core 1.0 section 3.1.2.1). Throws `NotAuthorizedException` for a user who
 * was removed or disabled, and for a session that was ended, while the trigger ran.
 */
export async function issueTokens(
  pool: Pool,
  before: User,
  session: NewSession,
  nonce?: string,
): Promise<IssuedTokens> {
  const added = await pool.trigger("PreTokenGeneration", () => pool.triggers.preToken(pool.triggered(before)));
  const user = pool.users.get(before.subject);
  if (user?.enabled === false) throw notAuthorized("User is disabled.");
  if (user === undefined || pool.sessions.get(session.id)?.isRevoked !== false) {
    throw notAuthorized("The session has ended.");
  }
  const identities = pool.identities.of(user.subject);
  const username = usernameOf(user, identities);
  const issuedAt = momentAfterSignOut(user, pool.clock.now());
  const common = {
    ...added,
    sub: user.subject,
    ...(user.groups.length === 0 ? {} : { "cognito:groups": user.groups }),
    iss: pool.issuer,
    origin_jti: session.id,
    event_id: session.eventId,
    auth_time: secondsOf(session.signedInAt),
    iat: issuedAt,
    exp: issuedAt + lifetime / 1_000,
  };
  const [AccessToken, IdToken] = await Promise.all([
    sign(pool, {
      ...common,
      client_id: session.clientId,
      token_use: "access",
      scope: session.scope ?? ownScope,
      username,
    }),
    sign(pool, {
      ...user.attributes,
      ...common,
      aud: session.clientId,
      token_use: "id",
      "cognito:username": username,
      ...(identities.length > 0 && { identities: shownIdentities(identities) }),
      ...(nonce !== undefined && { nonce }),
      email: user.email,
      email_verified: user.emailVerified,
    }),
  ]);
  return { AccessToken, ExpiresIn: lifetime / 1_000, IdToken, TokenType: "Bearer" };
}

function sign({ keys, random }: Pool, claims: Readonly<Record<string, unknown>>): Promise<string> {
  return new SignJWT({ ...claims, jti: randomUuid(random) })
    .setProtectedHeader({ kid: keys.current.kid, alg: "RS256" })
    .sign(keys.current.privateKey);
}

/**
 * Now in whole seconds, but later than the last time that the user signed out everywhere, and than whoever verifies tokens
 * has written that down, up to a second afterwards: they take none that was issued until then, and whoever signs in again
 * in the same second is in.
 */
const momentAfterSignOut = ({ signedOutAt }: User, now: Instant): number =>
  Math.max(secondsOf(now), signedOutAt === undefined ? 0 : secondsOf(signedOutAt) + 2);

const secondsOf = (instant: Instant) => Math.floor(millisOf(instant) / 1_000);
