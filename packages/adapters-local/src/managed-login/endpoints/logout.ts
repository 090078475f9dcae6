import type { Login } from "../login.ts";
import { PageRefusal } from "../oauth-error.ts";
import { redirect } from "../return-to-client.ts";

/**
 * `GET /logout`: nobody is signed in with this browser any more. Sends it to `logout_uri`, or, where there is a
 * `redirect_uri`, on to the sign-in page (docs.aws.amazon.com/cognito, "The managed login sign-out endpoint"). As with
 * Cognito, tokens stay good: clients revoke theirs.
 */
export async function logout(login: Login, request: Request): Promise<Response> {
  const parameters = new URL(request.url).searchParams;
  const client = login.clients.get(parameters.get("client_id") ?? "");
  if (client === undefined) throw new PageRefusal("The app that sent you here is not known here (client_id).");
  const logoutUri = parameters.get("logout_uri");
  const isRegistered =
    logoutUri === null
      ? client.callbackUrls.includes(parameters.get("redirect_uri") ?? "")
      : client.logoutUrls.includes(logoutUri);
  if (!isRegistered) {
    throw new PageRefusal("The app wants you sent on to an address that is not registered for it (redirect_mismatch).");
  }
  const headers = { "set-cookie": login.browsers.end(request) };
  return redirect(logoutUri ?? `/oauth2/authorize?${parameters}`, headers);
}
