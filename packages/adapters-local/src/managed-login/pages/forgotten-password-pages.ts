import type { AuthorizationRequest } from "../authorization-request.ts";
import { html, page } from "./html.ts";
import { mark } from "./mark.ts";
import { describedBy, troubleOf } from "./sign-in-page.ts";

interface Filled {
  readonly username?: string;
  /** What was wrong with what was filled in last. */
  readonly trouble?: string;
}

/** Where people ask for a code by which they choose another password. */
export const forgottenPasswordPage = ({ query }: AuthorizationRequest, { username, trouble }: Filled): Response =>
  page(
    { title: "Forgotten password", status: trouble === undefined ? 200 : 400 },
    html`<div class="card">
${mark}
<h1>Forgotten your password?</h1>
<p class="quiet">We mail you a code, with which you choose another one.</p>
${troubleOf(trouble)}
<form method="post" action="/forgotPassword?${query}">
<label for="username">Email</label>
<input id="username" name="username" type="email" inputmode="email" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="128" value="${username}" autofocus${describedBy(trouble)}>
<button type="submit">Mail me a code</button>
</form>
<p class="aside"><a href="/login?${query}">Back to sign in</a></p>
</div>`,
  );

/** Where they enter the code and the new password; it looks the same for an address that nobody has. */
export const newPasswordPage = ({ query }: AuthorizationRequest, { username = "", trouble }: Filled): Response =>
  page(
    { title: "New password", status: trouble === undefined ? 200 : 400 },
    html`<div class="card">
${mark}
<h1>Choose a new password</h1>
<p class="quiet">If <strong>${username}</strong> has an account, a code is in its mailbox.</p>
${troubleOf(trouble)}
<form method="post" action="/confirmForgotPassword?${query}">
<input type="hidden" name="username" autocomplete="username" value="${username}">
<label for="code">Code</label>
<input class="code" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,7}" title="Six digits" required maxlength="7" autofocus${describedBy(trouble)}>
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required maxlength="256"${describedBy(trouble)}>
<button type="submit">Change password</button>
</form>
<p class="aside"><a href="/forgotPassword?${query}">Mail another code</a></p>
</div>`,
  );
