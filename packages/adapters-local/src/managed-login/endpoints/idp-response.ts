import { RefusedRequest } from "../authorization-request.ts";
import { readForm } from "../form.ts";
import type { Login } from "../login.ts";
import { OAuthError } from "../oauth-error.ts";
import { userOfIdentity } from "../providers/user-of-identity.ts";
import { signInUser } from "../sign-in-user.ts";

/** `GET` (Google) and `POST` (Apple) `/oauth2/idpresponse`: somebody comes back from a provider. */
export async function idpResponse(login: Login, request: Request): Promise<Response> {
  const parameters = request.method === "POST" ? await readForm(request) : new URL(request.url).searchParams;
  const journey = login.providers.end(parameters, request);
  try {
    const claims = await login.providers.claims(journey, parameters);
    const user = await userOfIdentity(login.pool, journey.provider, claims);
    return signInUser(login, journey.asked, request, user, journey.provider);
  } catch (error) {
    if (error instanceof OAuthError) throw new RefusedRequest(journey.asked, error);
    login.report(error);
    throw new RefusedRequest(journey.asked, new OAuthError("server_error", "the provider's answer does not hold"));
  }
}
