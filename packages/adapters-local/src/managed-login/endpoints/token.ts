import { createHash } from "node:crypto";
import { days, plus } from "@tintype/core";
import { CognitoError } from "../../user-pool/cognito-error.ts";
import { randomToken, randomUuid } from "../../user-pool/random.ts";
import { refreshSession } from "../../user-pool/refresh-session.ts";
import type { AuthenticationResult } from "../../user-pool/sign-in/complete-sign-in.ts";
import { issueTokens } from "../../user-pool/tokens.ts";
import type { Grant } from "../authorization-codes.ts";
import { field, readForm } from "../form.ts";
import { json } from "../json.ts";
import type { Login } from "../login.ts";
import { OAuthError } from "../oauth-error.ts";

/** How long a refresh token is good for, counted from the exchange. */
const lifetime = days(30);

/**
 * `POST /oauth2/token`: exchanges a code (RFC 6749 section 4.1.3, with PKCE) or a refresh token (section 6) for tokens.
 * There are no other grants. An ID token comes along where `openid` was asked for.
 */
export async function token(login: Login, request: Request): Promise<Response> {
  const form = await readForm(request);
  const clientId = field(form, "client_id");
  if (!login.clients.has(clientId)) throw new OAuthError("invalid_client", "the client is not known");
  const grantType = required(form, "grant_type");
  if (grantType === "authorization_code") return json(await exchangeCode(login, clientId, form));
  if (grantType === "refresh_token") return json(await refresh(login, clientId, form));
  throw new OAuthError("unsupported_grant_type", "only authorization_code and refresh_token are supported");
}

async function exchangeCode(login: Login, clientId: string, form: URLSearchParams): Promise<object> {
  const [code, redirectUri, verifier] = [
    required(form, "code"),
    required(form, "redirect_uri"),
    required(form, "code_verifier"),
  ];
  const { pool } = login;
  const shown = login.codes.show(code);
  if (shown === undefined) throw refused();
  if (shown.given !== undefined) {
    // Somebody has it who should not: whoever came first may be the one (RFC 9700 section 4.2.4).
    if (shown.given.session !== undefined) pool.sessions.revoke(shown.given.session, pool.clock.now());
    throw refused();
  }
  const { grant, isExpired } = shown;
  const isTheirs = grant.clientId === clientId && grant.redirectUri === redirectUri && isProved(grant, verifier);
  const user = pool.users.get(grant.subject);
  if (isExpired || !isTheirs || user?.enabled !== true) throw refused();
  const session = {
    id: randomUuid(pool.random),
    subject: grant.subject,
    clientId,
    eventId: randomUuid(pool.random),
    signedInAt: grant.signedInAt,
    expiresAt: plus(pool.clock.now(), lifetime),
    scope: grant.scope,
  };
  const RefreshToken = randomToken(pool.random);
  // Before anything is waited for: a second use of the code finds the session that it has to end.
  pool.sessions.add(session, RefreshToken);
  shown.give(session.id);
  try {
    return inOAuth({ ...(await issueTokens(pool, user, session, grant.nonce)), RefreshToken }, grant.scope);
  } catch (cause) {
    throw isRefusal(cause) ? refused({ cause }) : cause;
  }
}

async function refresh({ pool }: Login, clientId: string, form: URLSearchParams): Promise<object> {
  const refreshToken = required(form, "refresh_token");
  const scope = pool.sessions.findByRefreshToken(refreshToken)?.session.scope ?? "openid";
  try {
    return inOAuth(await refreshSession(pool, clientId, refreshToken), scope);
  } catch (cause) {
    throw isRefusal(cause) ? new OAuthError("invalid_grant", cause.message, { cause }) : cause;
  }
}

/** RFC 7636 section 4.6. */
const isProved = ({ codeChallenge }: Grant, verifier: string): boolean =>
  /^[A-Za-z0-9._~-]{43,128}$/.test(verifier) &&
  createHash("sha256").update(verifier).digest("base64url") === codeChallenge;

const inOAuth = (tokens: AuthenticationResult, scope: string) => ({
  ...(scope.split(" ").includes("openid") && { id_token: tokens.IdToken }),
  access_token: tokens.AccessToken,
  ...(tokens.RefreshToken !== undefined && { refresh_token: tokens.RefreshToken }),
  expires_in: tokens.ExpiresIn,
  token_type: tokens.TokenType,
});

const isRefusal = (error: unknown): error is CognitoError =>
  error instanceof CognitoError &&
  (error.type === "NotAuthorizedException" || error.type === "RefreshTokenReuseException");

/** One answer for whatever is wrong with a code: nobody learns how far a stolen one gets. */
const refused = (options?: ErrorOptions) =>
  new OAuthError("invalid_grant", "the code is not good, or not for this client and address", options);

function required(form: URLSearchParams, name: string): string {
  const value = field(form, name);
  if (value === "") throw new OAuthError("invalid_request", `${name} is missing, or given more than once`);
  return value;
}
