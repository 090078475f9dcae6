import type { AuthorizationRequest } from "../authorization-request.ts";
import { html, page } from "./html.ts";
import { mark } from "./mark.ts";
import { describedBy, newsOf, troubleOf } from "./sign-in-page.ts";

interface Filled {
  readonly username: string;
  /** What was wrong with what was filled in last. */
  readonly trouble?: string;
  /** What has happened since. */
  readonly news?: string;
}

/** Where people choose address and password. */
export const signUpPage = ({ query }: AuthorizationRequest, { username, trouble }: Filled): Response =>
  page(
    { title: "Sign up", status: trouble === undefined ? 200 : 400 },
    html`<div class="card">
${mark}
<h1>Sign up to Tintype</h1>
<p class="quiet">We mail you a code, to see that the address is yours.</p>
${troubleOf(trouble)}
<form method="post" action="/signup?${query}">
<label for="username">Email</label>
<input id="username" name="username" type="email" inputmode="email" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="128" value="${username}" autofocus${describedBy(trouble)}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="8" maxlength="256" aria-describedby="rules">
<p class="aside quiet" id="rules">At least eight characters: capitals, small letters, numbers and signs.</p>
<button type="submit">Sign up</button>
</form>
<p class="aside"><a href="/login?${query}">Sign in instead</a></p>
</div>`,
  );

/** Where they enter the code that was mailed to them. */
export const confirmPage = (
  { query, redirectUri }: AuthorizationRequest,
  { username, trouble, news }: Filled,
): Response =>
  page(
    { title: "Confirm your email", status: trouble === undefined ? 200 : 400, formTarget: redirectUri },
    html`<div class="card">
${mark}
<h1>Confirm your email</h1>
<p class="quiet">A code was mailed to <strong>${username}</strong>.</p>
${troubleOf(trouble)}
${newsOf(news)}
<form method="post" action="/confirmUser?${query}">
<input type="hidden" name="username" autocomplete="username" value="${username}">
<label for="code">Code</label>
<input class="code" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,7}" title="Six digits" required maxlength="7" autofocus${describedBy(trouble)}>
<button type="submit">Confirm</button>
</form>
<form method="post" action="/confirmUser?${query}">
<input type="hidden" name="username" value="${username}">
<button class="plain" name="resend" value="yes">Mail another code</button>
</form>
</div>`,
  );
