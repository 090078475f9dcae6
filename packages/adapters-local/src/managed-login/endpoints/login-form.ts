import type { Caller } from "../../user-pool/address-limits.ts";
import { checkAuthenticatorCode } from "../../user-pool/authenticator/check-authenticator-code.ts";
import { CognitoError, notAuthorized } from "../../user-pool/cognito-error.ts";
import { checkPassword } from "../../user-pool/sign-in/check-password.ts";
import type { User } from "../../user-pool/user.ts";
import type { AuthorizationRequest } from "../authorization-request.ts";
import { checkSameOrigin, field, readForm } from "../form.ts";
import type { Login } from "../login.ts";
import { codePage } from "../pages/code-page.ts";
import { inWords } from "../pages/in-words.ts";
import { signInPage } from "../pages/sign-in-page.ts";
import { confirmPage } from "../pages/sign-up-pages.ts";
import { readAuthorizationRequest } from "../read-authorization-request.ts";
import { signInUser } from "../sign-in-user.ts";

/** `GET /login`: the page on which people sign in. */
export async function showLogin(login: Login, request: Request): Promise<Response> {
  const asked = readAuthorizationRequest(login, new URL(request.url).searchParams);
  return signInPage(asked, login.providers.names, { username: asked.loginHint });
}

/** `POST /login`: what they have filled in; first the password, and then a code of the authenticator, if they have one. */
export async function takeLogin(login: Login, request: Request, caller: Caller): Promise<Response> {
  checkSameOrigin(login.publicUrl, request);
  const asked = readAuthorizationRequest(login, new URL(request.url).searchParams);
  const form = await readForm(request);
  const session = field(form, "session");
  return session === ""
    ? takePassword(login, asked, request, caller, form)
    : takeCode(login, asked, request, caller, session, field(form, "code").replaceAll(/\s/g, ""));
}

async function takePassword(
  login: Login,
  asked: AuthorizationRequest,
  request: Request,
  caller: Caller,
  form: URLSearchParams,
): Promise<Response> {
  const username = field(form, "username").trim();
  try {
    const user = await checkPassword(login.pool, caller, username, field(form, "password"));
    checkMaySignIn(user);
    if (login.pool.authenticators.get(user.subject)?.enabled !== true) {
      return signInUser(login, asked, request, user, "COGNITO");
    }
    const { clientId } = asked;
    return codePage(asked, login.pool.challenges.open({ kind: "authenticator", clientId, subject: user.subject }));
  } catch (error) {
    if (error instanceof CognitoError && error.type === "UserNotConfirmedException") {
      return confirmPage(asked, { username, news: "This account is not confirmed yet." });
    }
    return signInPage(asked, login.providers.names, { username, trouble: inWords(error) });
  }
}

async function takeCode(
  login: Login,
  asked: AuthorizationRequest,
  request: Request,
  caller: Caller,
  session: string,
  code: string,
): Promise<Response> {
  const { pool, providers } = login;
  try {
    const { subject } = pool.challenges.find(session, "authenticator", asked.clientId);
    try {
      await checkAuthenticatorCode(pool, caller, subject, code);
    } catch (error) {
      return codePage(asked, session, inWords(error));
    }
    // Somebody else may have answered meanwhile, and what has changed meanwhile counts.
    pool.challenges.find(session, "authenticator", asked.clientId);
    pool.challenges.close(session);
    const user = pool.users.get(subject);
    if (user === undefined) throw notAuthorized("Invalid session for the user.");
    checkMaySignIn(user);
    return signInUser(login, asked, request, user, "COGNITO");
  } catch (error) {
    return signInPage(asked, providers.names, { username: asked.loginHint, trouble: inWords(error) });
  }
}

/** Told only to who has shown the password. */
function checkMaySignIn({ enabled, status }: User): void {
  if (!enabled) throw notAuthorized("User is disabled.");
  if (status === "UNCONFIRMED") throw new CognitoError("UserNotConfirmedException", "User is not confirmed.");
  if (status === "FORCE_CHANGE_PASSWORD") throw notAuthorized("Temporary password must be changed in the app.");
}
