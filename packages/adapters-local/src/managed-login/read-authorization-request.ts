import { userPoolNames } from "../user-pool/user-pool-names.ts";
import { type AuthorizationRequest, RefusedRequest, type ReturnAddress } from "./authorization-request.ts";
import type { Login } from "./login.ts";
import { OAuthError, PageRefusal } from "./oauth-error.ts";

/**
 * Reads a request. Throws `PageRefusal` while it is not certain that the client gets the answer, and `RefusedRequest` for
 * what is wrong with the rest: anything but a code with PKCE by SHA-256 is (RFC 9700 section 2.1.1).
 */
export function readAuthorizationRequest(login: Login, parameters: URLSearchParams): AuthorizationRequest {
  const clientId = only(parameters, "client_id");
  const client = login.clients.get(clientId ?? "");
  if (clientId === undefined || client === undefined) {
    throw new PageRefusal("The app that sent you here is not known here (client_id).");
  }
  const redirectUri = only(parameters, "redirect_uri");
  if (redirectUri === undefined || !client.callbackUrls.includes(redirectUri)) {
    throw new PageRefusal(
      "The app wants you sent back to an address that is not registered for it (redirect_uri, redirect_mismatch).",
    );
  }
  const to: ReturnAddress = { clientId, redirectUri, state: parameters.get("state") ?? undefined };
  try {
    return { ...to, ...readRest(login, parameters), query: parameters.toString() };
  } catch (error) {
    throw error instanceof OAuthError ? new RefusedRequest(to, error) : error;
  }
}

function readRest(login: Login, parameters: URLSearchParams) {
  const repeated = [...new Set(parameters.keys())].find((name) => parameters.getAll(name).length > 1);
  if (repeated !== undefined) throw invalid(`${repeated} is given more than once`);
  const responseType = parameters.get("response_type");
  if (responseType === null) throw invalid("response_type is missing");
  if (responseType !== "code") {
    throw new OAuthError("unsupported_response_type", "only response_type=code is supported");
  }
  if ((parameters.get("response_mode") ?? "query") !== "query") throw invalid("only response_mode=query is supported");
  const codeChallenge = parameters.get("code_challenge") ?? "";
  if (codeChallenge === "") throw invalid("code_challenge is required");
  if (parameters.get("code_challenge_method") !== "S256") throw invalid("code_challenge_method must be S256");
  if (!/^[A-Za-z0-9_-]{43}$/.test(codeChallenge)) throw invalid("code_challenge is no SHA-256 in base64url");
  const identityProvider = parameters.get("identity_provider") ?? undefined;
  if (identityProvider !== undefined && identityProvider !== "COGNITO" && !login.providers.has(identityProvider)) {
    throw invalid("identity_provider is not enabled for the client");
  }
  return {
    codeChallenge,
    identityProvider,
    scope: readScope(parameters.get("scope") ?? ""),
    nonce: parameters.get("nonce") ?? undefined,
    prompt: words(parameters.get("prompt") ?? ""),
    loginHint: parameters.get("login_hint") ?? "",
  };
}

/** As Cognito: whoever names no scope gets all. */
function readScope(text: string): string {
  const { scopes } = userPoolNames;
  const asked = [...new Set(words(text))];
  const unknown = asked.find((scope) => !scopes.some((known) => known === scope));
  if (unknown !== undefined) throw new OAuthError("invalid_scope", "a scope is not enabled for the client");
  return (asked.length === 0 ? scopes : asked).join(" ");
}

const words = (text: string): readonly string[] => text.split(" ").filter((word) => word !== "");

const only = (parameters: URLSearchParams, name: string): string | undefined => {
  const values = parameters.getAll(name);
  return values.length === 1 ? values[0] : undefined;
};

const invalid = (description: string) => new OAuthError("invalid_request", description);
