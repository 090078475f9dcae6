import type { AuthorizationRequest } from "../authorization-request.ts";
import { html, page } from "./html.ts";
import { mark } from "./mark.ts";
import { describedBy, troubleOf } from "./sign-in-page.ts";

/** Where people give a code of their authenticator, after the password. */
export const codePage = ({ query, redirectUri }: AuthorizationRequest, session: string, trouble?: string): Response =>
  page(
    { title: "Enter your code", status: trouble === undefined ? 200 : 400, formTarget: redirectUri },
    html`<div class="card">
${mark}
<h1>Enter your code</h1>
<p class="quiet">Your authenticator app shows six digits for Tintype.</p>
${troubleOf(trouble)}
<form method="post" action="/login?${query}">
<input type="hidden" name="session" value="${session}">
<label for="code">Code</label>
<input class="code" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,7}" title="Six digits" required maxlength="7" autofocus${describedBy(trouble)}>
<button type="submit">Sign in</button>
</form>
<p class="aside"><a href="/login?${query}">Sign in as somebody else</a></p>
</div>`,
  );
