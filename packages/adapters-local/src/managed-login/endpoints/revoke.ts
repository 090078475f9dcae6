import { CognitoError } from "../../user-pool/cognito-error.ts";
import { revokeToken } from "../../user-pool/operations/revoke-token.ts";
import { field, readForm } from "../form.ts";
import { json } from "../json.ts";
import type { Login } from "../login.ts";
import { OAuthError } from "../oauth-error.ts";

/** `POST /oauth2/revoke`: ends the session of a refresh token (RFC 7009). What is no token needs no revoking. */
export async function revoke(login: Login, request: Request): Promise<Response> {
  const form = await readForm(request);
  const [Token, ClientId] = [field(form, "token"), field(form, "client_id")];
  if (!login.clients.has(ClientId)) throw new OAuthError("invalid_client", "the client is not known");
  if (Token === "") throw new OAuthError("invalid_request", "token is missing, or given more than once");
  try {
    await revokeToken(login.pool, { ClientId, Token });
  } catch (cause) {
    const type = cause instanceof CognitoError ? cause.type : undefined;
    if (type === "UnsupportedTokenTypeException") {
      throw new OAuthError("unsupported_token_type", "only refresh tokens can be revoked", { cause });
    }
    if (type === "UnauthorizedException") {
      throw new OAuthError("invalid_client", "the token was not issued to this client", { cause });
    }
    if (type !== "InvalidParameterException") throw cause;
  }
  return json({});
}
