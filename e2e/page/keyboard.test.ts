import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demo } from "../client.ts";
import { drawPhoto } from "../landscapes.ts";
import { openPageWorld, type PageWorld } from "./page-world.ts";

let world: PageWorld;
beforeAll(async () => {
  world = await openPageWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** More than there are places to go in any view. */
const FAR = 60;

/** What has the focus, as it is called. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    const { activeElement: at } = document;
    return at?.getAttribute("aria-label") ?? (at?.labels?.[0] ?? at)?.textContent?.trim() ?? "";
  })()`);

/** Presses Tab until what is called `name` has the focus. */
async function reach(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  while (passed.length < FAR) {
    passed.push(await focused(page));
    if (passed.at(-1)?.startsWith(name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab leads to no “${name}”: ${passed.join(" › ")}`);
}

async function press(page: Page, name: string, key = "Enter"): Promise<void> {
  await reach(page, name);
  await page.keyboard.press(key);
}

async function write(page: Page, name: string, text: string): Promise<void> {
  await reach(page, name);
  await page.keyboard.type(text);
}

describe("with nothing but a keyboard", () => {
  it("somebody signs in, uploads, looks, names, shares, throws away, restores and leaves", { timeout: 90_000 }, async ({
    skip,
  }) => {
    const page = await world.newcomer(skip, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.goto(world.origin);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await write(page, "Email", demo.email);
    await write(page, "Password", demo.password);
    await page.keyboard.press("Enter");
    await page.getByText("There are no photos yet.").waitFor();

    const chosen = page.waitForEvent("filechooser");
    await press(page, "Upload");
    const mimeType = "image/jpeg";
    await (await chosen).setFiles({ name: "lake.jpg", mimeType, buffer: Buffer.from(await drawPhoto(3)) });
    await page.locator(".tile img.there").waitFor();

    await press(page, "Look at lake.jpg", "Space");
    await page.getByText("1 selected").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("1 selected").waitFor({ state: "detached" });
    await press(page, "Look at lake.jpg");
    await page.getByRole("dialog", { name: "lake.jpg" }).waitFor();
    await page.keyboard.press("i");
    await page.getByRole("complementary", { name: "Details" }).waitFor();
    await write(page, "Title", "The lake");
    await press(page, "Save");
    await page.getByRole("dialog", { name: "The lake", exact: true }).waitFor();

    await press(page, "Share");
    const sharing = page.getByRole("dialog", { name: "Share The lake" });
    await sharing.waitFor();
    await press(page, "Make a link");
    await sharing.getByText("Your link is ready").waitFor();
    await press(page, "Copy");
    await sharing.getByRole("button", { name: "Copied." }).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toContain(`${world.origin}/s/`);
    await page.keyboard.press("Escape");
    await sharing.waitFor({ state: "detached" });
    expect(await focused(page)).toBe("Share");

    await press(page, "Move to the trash");
    await page.getByText("There are no photos yet.").waitFor();
    await press(page, "Trash");
    await page.getByRole("link", { name: "Look at The lake" }).waitFor();
    await press(page, "Look at The lake", "Space");
    await press(page, "Restore");
    await page.getByText("The trash is empty.").waitFor();
    await press(page, "Photos");
    await page.getByRole("link", { name: "Look at The lake" }).waitFor();

    await press(page, "Account");
    await press(page, "Sign out");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(world.complaints).toEqual([]);
  });
});
