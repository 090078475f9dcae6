import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPageWorld, type PageWorld } from "./page-world.ts";

let world: PageWorld;
beforeAll(async () => {
  world = await openPageWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** What a browser keeps of the page, once it keeps all of it. */
const keptBy = (page: Page): Promise<string[]> =>
  page.evaluate(`(async () => {
    await navigator.serviceWorker.ready;
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  })()`);

/** Whatever is not the same for everybody. */
const isPrivate = (path: string): boolean => !/^\/(?:$|config\.json$|assets\/)/.test(path);

describe("without a network", () => {
  it("opens at any address, says so, and goes on once there is one again", async ({ skip }) => {
    const page = await world.demo(skip, "/shares");
    await page.getByText("You have shared nothing yet.").waitFor();
    const kept = await keptBy(page);
    expect(kept).toContain("/");
    expect(kept.filter(isPrivate)).toEqual([]);

    await page.context().setOffline(true);
    await page.getByText("You are offline.").first().waitFor();
    // A view that nobody has been to.
    await page.goto(`${world.origin}/trash`);
    await page.getByText("This comes once you are online again.").waitFor();
    await page.context().setOffline(false);
    await page.getByText("The trash is empty.").waitFor();
    await page.getByText("You are offline.").waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await page.context().setOffline(true);
    await page.goto(`${world.origin}/`);
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    expect((await keptBy(page)).filter(isPrivate)).toEqual([]);
    expect(world.complaints).toEqual([]);
  });

  it("can be installed", async ({ skip }) => {
    const page = await world.newcomer(skip);
    await page.goto(`${world.origin}/sign-in`);
    const client = await page.context().newCDPSession(page);
    const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
    expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  });
});
