import type { PageRefusal } from "../oauth-error.ts";
import { html, page } from "./html.ts";
import { mark } from "./mark.ts";

/** What people see where nobody can be sent on. */
export const refusalPage = ({ message, status }: PageRefusal): Response =>
  page(
    { title: "This does not work", status },
    html`<div class="card">
${mark}
<h1>This does not work</h1>
<p role="alert">${message}</p>
<p class="quiet">Go back to the app and try again.</p>
</div>`,
  );
