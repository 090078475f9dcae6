import type { AuthorizationRequest } from "../authorization-request.ts";
import { type Html, html, page } from "./html.ts";
import { mark } from "./mark.ts";

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
${news === undefined ? undefined : html`<p class="news" role="status">${news}</p>`}
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
</div>`,
  );
}

const autofocus = html` autofocus`;

/** What went wrong, which screen readers say at once. */
export const troubleOf = (trouble: string | undefined): Html | undefined =>
  trouble === undefined ? undefined : html`<p class="trouble" id="trouble" role="alert">${trouble}</p>`;

export const describedBy = (trouble: string | undefined): Html | undefined =>
  trouble === undefined ? undefined : html` aria-invalid="true" aria-describedby="trouble"`;

function providerLink(name: string, query: string): Html {
  const parameters = new URLSearchParams(query);
  parameters.set("identity_provider", name);
  const { label, sign } = shown.get(name) ?? { label: name, sign: undefined };
  return html`<a class="provider" href="/oauth2/authorize?${parameters.toString()}">${sign}Continue with ${label}</a>`;
}

/** Both providers want their own signs on such buttons. */
const shown: ReadonlyMap<string, { readonly label: string; readonly sign: Html }> = new Map([
  [
    "Google",
    {
      label: "Google",
      sign: html`<svg viewBox="0 0 48 48" width="20" height="20" aria-hidden="true"><path fill="#4285f4" d="M45.1 24.5c0-1.6-.1-3.1-.4-4.5H24v8.5h11.8c-.5 2.8-2 5.1-4.4 6.7v5.5h7.1c4.2-3.8 6.6-9.5 6.6-16.2z"/><path fill="#34a853" d="M24 46c5.9 0 10.9-2 14.5-5.3l-7.1-5.5c-2 1.3-4.5 2.1-7.4 2.1-5.7 0-10.5-3.8-12.3-9H4.4v5.7C8 41.1 15.4 46 24 46z"/><path fill="#fbbc05" d="M11.7 28.2a13.2 13.2 0 0 1 0-8.4v-5.7H4.4a22 22 0 0 0 0 19.8z"/><path fill="#ea4335" d="M24 10.8c3.2 0 6.1 1.1 8.4 3.3l6.3-6.3A21.9 21.9 0 0 0 4.4 14.1l7.3 5.7c1.7-5.2 6.6-9 12.3-9z"/></svg>`,
    },
  ],
  [
    "SignInWithApple",
    {
      label: "Apple",
      sign: html`<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path fill="currentColor" d="M16.7 12.7c0-2.3 1.900-3.400 2-3.500-1.100-1.600-2.800-1.800-3.400-1.800-1.400-.1-2.800.9-3.500.9s-1.900-.9-3-.8c-1.600 0-3 .9-3.800 2.300-1.600 2.800-.4 7 1.200 9.300.8 1.100 1.700 2.400 2.900 2.300 1.200 0 1.600-.7 3-.7s1.800.7 3 .7 2-1.100 2.800-2.200c.9-1.300 1.200-2.500 1.300-2.600-.1 0-2.500-1-2.500-3.900zM14.400 5.900c.6-.8 1.100-1.900.9-2.900-.9 0-2.100.6-2.7 1.400-.6.7-1.100 1.800-1 2.800 1.100.1 2.100-.5 2.800-1.300z"/></svg>`,
    },
  ],
]);

/** Who gets them signed in: the host, or the scheme of an app. */
const hostOf = (address: string): string => new URL(address).host || new URL(address).protocol;
