import { html, page } from "../pages/html.ts";
import { providerSigns } from "../pages/provider-signs.ts";
import type { StandInProfile } from "./profiles.ts";

/** Where people say who they are at the provider. */
export function standInPage(
  { label, name, path }: StandInProfile,
  people: readonly string[],
  parameters: URLSearchParams,
  wrong?: string,
): Response {
  const hint = wrong ?? parameters.get("login_hint") ?? "";
  const action = `${path}/authorize?${parameters}`;
  return page(
    // Forms lead back to the pages of this server, which lead on to the app.
    { title: `Stand-in for ${label}`, status: wrong === undefined ? 200 : 400, formTarget: "anywhere" },
    html`<div class="card">
${providerSigns.get(name)}
<h1>Your ${label} account</h1>
<p class="quiet">to go on to Tintype</p>
${wrong === undefined ? undefined : html`<p class="trouble" id="trouble" role="alert">That is no email address.</p>`}
<form method="post" action="${action}">
<input type="hidden" name="verified" value="yes">
<div class="people">${people.map((email) => html`<button class="account" name="email" value="${email}">${email}</button>`)}</div>
</form>
<p class="or"><span>or</span></p>
<form method="post" action="${action}">
<label for="email">Another email</label>
<input id="email" name="email" type="email" autocomplete="email" required maxlength="128" value="${hint}">
<label class="check"><input type="checkbox" name="verified" value="yes" checked> ${label} has verified it</label>
<button type="submit">Continue</button>
</form>
<form method="post" action="${action}"><button class="plain" name="cancel" value="yes">Cancel</button></form>
<p class="note">This is a stand-in for ${label} on the development server: it believes whatever you say, and nothing leaves this machine.</p>
</div>`,
  );
}

const submit = "document.forms[0].submit()";

/** Carries an answer by POST: at once, or by a press of the button where scripts do not run. */
export const formPostPage = (
  { label, name }: StandInProfile,
  target: string,
  parameters: Readonly<Record<string, string>>,
): Response =>
  page(
    { title: `Back from ${label}`, formTarget: "anywhere", script: submit },
    html`<div class="card">
${providerSigns.get(name)}
<h1>Back to Tintype</h1>
<form method="post" action="${target}">
${Object.entries(parameters).map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}">`)}
<button type="submit">Continue</button>
</form>
</div>`,
  );
