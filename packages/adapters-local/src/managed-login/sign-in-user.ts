import type { User } from "../user-pool/user.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import type { BrowserSession } from "./browser-sessions.ts";
import type { Login } from "./login.ts";
import { returnToClient } from "./return-to-client.ts";

/** Signs somebody in with this browser, who has shown all that is asked for, and sends them back to the client. */
export function signInUser(
  login: Login,
  asked: AuthorizationRequest,
  request: Request,
  { subject }: Pick<User, "subject">,
  provider: string,
): Response {
  const session: BrowserSession = { subject, provider, signedInAt: login.pool.clock.now() };
  const cookie = login.browsers.begin(session, request);
  return grantCode(login, asked, session, { "set-cookie": cookie });
}

/** Sends somebody who is signed in back to the client with a code. */
export function grantCode(
  { codes }: Login,
  asked: AuthorizationRequest,
  { subject, signedInAt }: BrowserSession,
  headers?: Readonly<Record<string, string>>,
): Response {
  const { clientId, redirectUri, codeChallenge, scope, nonce } = asked;
  const code = codes.issue({ clientId, redirectUri, codeChallenge, scope, nonce, subject, signedInAt });
  return returnToClient(asked, { code }, headers);
}
