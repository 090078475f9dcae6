import { html } from "./html.ts";

/** The sign of the house. */
export const mark = html`<svg class="mark" viewBox="0 0 32 32" width="44" height="44" aria-hidden="true"><rect x="1" y="1" width="30" height="30" rx="8" fill="currentColor"/><circle cx="16" cy="16" r="8.5" fill="none" stroke="var(--lens)" stroke-width="2.5"/><circle cx="16" cy="16" r="3" fill="var(--lens)"/></svg>`;
