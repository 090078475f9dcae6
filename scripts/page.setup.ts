/** What vitest does before tests that look at the page, or take it along: there is one that was built of these sources. */
export { buildPage as setup } from "../apps/web/build-page.ts";
