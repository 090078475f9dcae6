import { authorizedUser } from "../../user-pool/authorized-user.ts";
import { CognitoError } from "../../user-pool/cognito-error.ts";
import { shownIdentities, usernameOf } from "../../user-pool/identities-claim.ts";
import { json } from "../json.ts";
import type { Login } from "../login.ts";
import { OAuthError } from "../oauth-error.ts";

/** `GET /oauth2/userInfo`: who the access token is of, if `openid` was asked for. As with Cognito, all members are texts. */
export async function userInfo({ pool }: Login, request: Request): Promise<Response> {
  const [, token = ""] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  try {
    const user = await authorizedUser(pool, token, "openid");
    const identities = pool.identities.of(user.subject);
    return json({
      ...user.attributes,
      sub: user.subject,
      email: user.email,
      email_verified: String(user.emailVerified),
      username: usernameOf(user, identities),
      ...(identities.length > 0 && { identities: JSON.stringify(shownIdentities(identities)) }),
    });
  } catch (cause) {
    if (!(cause instanceof CognitoError)) throw cause;
    throw new OAuthError(
      "invalid_token",
      "Access token is expired, disabled, or deleted, or the user has globally signed out.",
      { cause },
    );
  }
}
