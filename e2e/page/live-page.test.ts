import { afterAll, beforeAll, expect, it } from "vitest";
import { openPageWorld, type PageWorld } from "./page-world.ts";

let world: PageWorld;
beforeAll(async () => {
  // As under `node --watch`, which is what `npm run dev` starts.
  world = await openPageWorld({ WATCH_REPORT_DEPENDENCIES: "1" });
});
afterAll(() => world?.[Symbol.asyncDispose]());

it("shows the page as its sources are, connected to be told of changes, and stops while somebody looks at it", async ({
  skip,
}) => {
  const page = await world.newcomer(skip);
  const connected = page.waitForEvent("console", (message) => message.text().includes("[vite] connected"));
  await page.goto(`${world.origin}/trash`);
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await connected;
  const policy = (await fetch(`${world.origin}/`)).headers.get("content-security-policy");
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']{20,}'; style-src 'self' 'nonce-/);
  expect(policy).not.toContain("unsafe");

  expect(world.complaints).toEqual([]);
  expect(await world.server.stop()).toEqual({ code: 0, signal: null });
});
