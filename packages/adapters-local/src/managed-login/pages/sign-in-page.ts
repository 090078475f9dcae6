import type { AuthorizationRequest } from "../authorization-request.ts";
import { type Html, html, page } from "./html.ts";
import { mark } from "./mark.ts";
import { providerSigns } from "./provider-signs.ts";

export interface SignInPage {
  readonly username: string;
  /** What was wrong with what was filled in last. */
  readonly trouble?: string | undefined;
  /** What has happened since. */
  readonly news?: string | undefined;
}

/** Where people give address and password, or choose another provider. */
export function signInPage(
  { query, redirectUri }: AuthorizationRequest,
  providers: readonly string[],
  { username, trouble, news }: SignInPage,
): Response {
  const status = trouble === undefined ? 200 : 400;
  return page(
    { title: "Sign in", status, formTarget: redirectUri },
    html`<div class="card">
${mark}
<h1>Sign in to Tintype</h1>
<p class="quiet">to go on to <strong>${hostOf(redirectUri)}</strong></p>
${troubleOf(trouble)}
${newsOf(news)}
${
  providers.length === 0
    ? undefined
    : html`<nav aria-label="Other ways to sign in">${providers.map((name) => providerLink(name, query))}</nav>
<p class="or"><span>or</span></p>`
}
<form method="post" action="/login?${query}">
<label for="username">Email</label>
<input id="username" name="username" type="email" inputmode="email" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="128" value="${username}"${username === "" ? autofocus : undefined}${describedBy(trouble)}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="256"${username === "" ? undefined : autofocus}${describedBy(trouble)}>
<p class="aside"><a href="/forgotPassword?${query}">Forgotten your password?</a></p>
<button type="submit">Sign in</button>
</form>
<p class="aside">New here? <a href="/signup?${query}">Sign up</a></p>
</div>`,
  );
}

const autofocus = html` autofocus`;

/** What went wrong, which screen readers say at once. */
export const troubleOf = (trouble: string | undefined): Html | undefined =>
  trouble === undefined ? undefined : html`<p class="trouble" id="trouble" role="alert">${trouble}</p>`;

/** What has happened since, which they say in passing. */
export const newsOf = (news: string | undefined): Html | undefined =>
  news === undefined ? undefined : html`<p class="news" role="status">${news}</p>`;

export const describedBy = (trouble: string | undefined): Html | undefined =>
  trouble === undefined ? undefined : html` aria-invalid="true" aria-describedby="trouble"`;

function providerLink(name: string, query: string): Html {
  const parameters = new URLSearchParams(query);
  parameters.set("identity_provider", name);
  const label = labels.get(name) ?? name;
  return html`<a class="provider" href="/oauth2/authorize?${parameters.toString()}">${providerSigns.get(name)}Continue with ${label}</a>`;
}

const labels: ReadonlyMap<string, string> = new Map([["SignInWithApple", "Apple"]]);

/** Who gets them signed in: the host, or the scheme of an app. */
const hostOf = (address: string): string => new URL(address).host || new URL(address).protocol;
