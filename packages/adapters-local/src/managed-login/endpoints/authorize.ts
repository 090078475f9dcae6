import type { Login } from "../login.ts";
import { OAuthError } from "../oauth-error.ts";
import { readAuthorizationRequest } from "../read-authorization-request.ts";
import { redirect, returnError } from "../return-to-client.ts";
import { grantCode } from "../sign-in-user.ts";

/**
 * `GET /oauth2/authorize`: sends back who is signed in with this browser, and everybody else to the sign-in page or to
 * the provider that the client has named (docs.aws.amazon.com/cognito, "The redirect and authorization endpoint").
 */
export async function authorize(login: Login, request: Request): Promise<Response> {
  const asked = readAuthorizationRequest(login, new URL(request.url).searchParams);
  const { prompt, identityProvider } = asked;
  const session = login.browsers.of(request);
  const isAnother = identityProvider !== undefined && identityProvider !== session?.provider;
  const mustShow = prompt.includes("login") || prompt.includes("select_account") || isAnother;
  if (session !== undefined && !mustShow) return grantCode(login, asked, session);
  if (prompt.includes("none")) return returnError(asked, new OAuthError("login_required", "nobody is signed in"));
  if (identityProvider !== undefined && login.providers.has(identityProvider)) {
    return login.providers.begin(identityProvider, asked, request);
  }
  return redirect(`/login?${asked.query}`);
}
