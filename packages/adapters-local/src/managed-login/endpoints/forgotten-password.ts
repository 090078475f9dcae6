import type { Caller } from "../../user-pool/address-limits.ts";
import { confirmForgotPassword } from "../../user-pool/operations/confirm-forgot-password.ts";
import { forgotPassword } from "../../user-pool/operations/forgot-password.ts";
import { checkSameOrigin, field, readForm } from "../form.ts";
import type { Login } from "../login.ts";
import { forgottenPasswordPage, newPasswordPage } from "../pages/forgotten-password-pages.ts";
import { inWords } from "../pages/in-words.ts";
import { signInPage } from "../pages/sign-in-page.ts";
import { readAuthorizationRequest } from "../read-authorization-request.ts";

const askedOf = (login: Login, request: Request) => readAuthorizationRequest(login, new URL(request.url).searchParams);

/** `GET /forgotPassword`: asks for the address. */
export const showForgotten = async (login: Login, request: Request): Promise<Response> =>
  forgottenPasswordPage(askedOf(login, request), {});

/** `POST /forgotPassword`: mails a code, if there is somebody, and asks for it in any case. */
export async function mailForgotten(login: Login, request: Request): Promise<Response> {
  checkSameOrigin(login.publicUrl, request);
  const asked = askedOf(login, request);
  const username = field(await readForm(request), "username").trim();
  try {
    await forgotPassword(login.pool, { ClientId: asked.clientId, Username: username });
    return newPasswordPage(asked, { username });
  } catch (error) {
    return forgottenPasswordPage(asked, { username, trouble: inWords(error) });
  }
}

/** `POST /confirmForgotPassword`: sets the new password, with which they can sign in then. */
export async function confirmForgotten(login: Login, request: Request, caller: Caller): Promise<Response> {
  checkSameOrigin(login.publicUrl, request);
  const asked = askedOf(login, request);
  const form = await readForm(request);
  const username = field(form, "username");
  try {
    await confirmForgotPassword(
      login.pool,
      {
        ClientId: asked.clientId,
        Username: username,
        ConfirmationCode: field(form, "code").replaceAll(/\s/g, ""),
        Password: field(form, "password"),
      },
      caller,
    );
    return signInPage(asked, login.providers.names, { username, news: "Your password is changed. Sign in with it." });
  } catch (error) {
    return newPasswordPage(asked, { username, trouble: inWords(error) });
  }
}
