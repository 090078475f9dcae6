import type { Caller } from "../../user-pool/address-limits.ts";
import { confirmSignUp } from "../../user-pool/operations/confirm-sign-up.ts";
import { resendConfirmationCode } from "../../user-pool/operations/resend-confirmation-code.ts";
import { signUp } from "../../user-pool/operations/sign-up.ts";
import { checkSameOrigin, field, readForm } from "../form.ts";
import type { Login } from "../login.ts";
import { inWords } from "../pages/in-words.ts";
import { confirmPage, signUpPage } from "../pages/sign-up-pages.ts";
import { readAuthorizationRequest } from "../read-authorization-request.ts";
import { signInUser } from "../sign-in-user.ts";

const askedOf = (login: Login, request: Request) => readAuthorizationRequest(login, new URL(request.url).searchParams);

/** `GET /signup`: the page on which people sign up. */
export async function showSignUp(login: Login, request: Request): Promise<Response> {
  const asked = askedOf(login, request);
  return signUpPage(asked, { username: asked.loginHint });
}

/** `POST /signup`: adds them, and asks for the code that was mailed. */
export async function takeSignUp(login: Login, request: Request, caller: Caller): Promise<Response> {
  checkSameOrigin(login.publicUrl, request);
  const asked = askedOf(login, request);
  const form = await readForm(request);
  const username = field(form, "username").trim();
  try {
    await signUp(
      login.pool,
      { ClientId: asked.clientId, Username: username, Password: field(form, "password") },
      caller,
    );
    return confirmPage(asked, { username });
  } catch (error) {
    return signUpPage(asked, { username, trouble: inWords(error) });
  }
}

/**
 * `POST /confirmUser`: confirms the address by the code, which is enough to sign in where the browser has just signed up;
 * mails another one where that is wanted.
 */
export async function takeConfirmation(login: Login, request: Request, caller: Caller): Promise<Response> {
  checkSameOrigin(login.publicUrl, request);
  const asked = askedOf(login, request);
  const form = await readForm(request);
  const username = field(form, "username");
  const ClientId = asked.clientId;
  try {
    if (form.has("resend")) {
      await resendConfirmationCode(login.pool, { ClientId, Username: username });
      return confirmPage(asked, { username, news: "Another code is on its way." });
    }
    const ConfirmationCode = field(form, "code").replaceAll(/\s/g, "");
    const { Session } = await confirmSignUp(login.pool, { ClientId, Username: username, ConfirmationCode }, caller);
    const { subject } = login.pool.challenges.find(Session ?? "", "confirmed", ClientId);
    login.pool.challenges.close(Session ?? "");
    return signInUser(login, asked, request, { subject }, "COGNITO");
  } catch (error) {
    return confirmPage(asked, { username, trouble: inWords(error) });
  }
}
