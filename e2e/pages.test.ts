import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBrowser, launch } from "./browser.ts";
import { mailedCode, password } from "./client.ts";
import { drawPhoto } from "./landscapes.ts";
import { type ServerProcess, startServer, temporaryFolder } from "./server.ts";

const found = await findBrowser();

describe("the pages in a browser", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: ServerProcess;
  let browser: Browser | undefined;
  /** What the console of any page complained of. */
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await temporaryFolder();
    server = await startServer({ dataFolder: join(folder.path, "data") });
    if ("path" in found) browser = await launch(found.path);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  /** A page of somebody who has never been here. */
  async function newcomer(skip: (condition: boolean, note: string) => void, options = {}): Promise<Page> {
    skip(browser === undefined, "why" in found ? found.why : "");
    const context = (await browser?.newContext(options)) as BrowserContext;
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      // A refused request is one of the things that are tried here.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
        complaints.push(message.text());
      }
    });
    return page;
  }

  it("lead from signing up with a mailed code to a link, to its guest, and to its end", { timeout: 180_000 }, async ({
    skip,
  }) => {
    const page = await newcomer(skip);
    await page.goto(server.origin);
    await page.getByLabel("Email").fill("ana@example.com");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign up" }).click();
    await page.getByLabel("Code").fill("000000");
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("Invalid verification code").waitFor();
    await page.getByLabel("Code").fill(await mailedCode(server.origin, "ana@example.com"));
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("There are no photos yet.").waitFor();

    const photo = join(folder.path, "evening.jpg");
    const diary = join(folder.path, "diary.jpg");
    await writeFile(photo, await drawPhoto(1));
    await writeFile(diary, "Dear diary,");
    await page.getByLabel("Choose photos").setInputFiles([diary, photo]);
    await page.getByText("This file is not a photo.").waitFor();
    await page.getByText("1200 × 800").waitFor();
    await page.getByRole("button", { name: "Look at evening.jpg" }).click();
    await expect.poll(() => naturalWidth(page, "#viewer-image")).toBe(1_200);
    await page.getByRole("button", { name: "Close" }).click();

    await page.getByRole("button", { name: "Share evening.jpg" }).click();
    await page.getByLabel("Password, if you like").fill("open sesame");
    await page.getByRole("button", { name: "Make a link" }).click();
    const address = page.getByLabel("The address, shown this once");
    await expect.poll(() => address.inputValue()).toMatch(/\/s\//);
    const url = await address.inputValue();

    const guest = await newcomer(skip);
    await guest.goto(url);
    await guest.getByLabel("Password", { exact: true }).fill("open barley");
    await guest.getByRole("button", { name: "Open" }).click();
    await expect.poll(() => guest.getByRole("status").textContent()).toMatch(/password/i);
    await guest.getByLabel("Password", { exact: true }).fill("open sesame");
    await guest.getByRole("button", { name: "Open" }).click();
    await expect.poll(() => naturalWidth(guest, "#image")).toBe(1_200);
    expect(await guest.getByRole("button", { name: "Download" }).isVisible()).toBe(false);

    await page.getByRole("button", { name: /^Revoke/ }).click();
    await expect.poll(() => page.getByRole("button", { name: /^Revoke/ }).count()).toBe(0);
    await guest.reload();
    await guest.getByText("This link does not lead anywhere").waitFor();

    await page.locator("#links").getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "Delete evening.jpg" }).click();
    await page.getByText("evening.jpg is in the trash.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Look at evening.jpg" }).waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("say what is wrong with a password, and let anybody in with the demo account", async ({ skip }) => {
    const page = await newcomer(skip);
    await page.goto(server.origin);
    await page.getByLabel("Email").fill("ana@example.com");
    await page.getByLabel("Password", { exact: true }).fill("Wrong-horse-9");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Incorrect username or password.").waitFor();
    await page.getByRole("button", { name: "Use the demo account" }).click();
    await page.getByText("There are no photos yet.").waitFor();
    expect(complaints).toEqual([]);
  });

  it("offer the original where its owner allows it", async ({ skip }) => {
    const page = await newcomer(skip);
    await page.goto(server.origin);
    await page.getByRole("button", { name: "Use the demo account" }).click();
    await page.getByText("or drop them anywhere on this page").waitFor();
    const bytes = await drawPhoto(2);
    await page
      .getByLabel("Choose photos")
      .setInputFiles({ name: "two.jpg", mimeType: "image/jpeg", buffer: Buffer.from(bytes) });
    await page.getByRole("button", { name: "Share two.jpg" }).click();
    await page.getByLabel("The original may be downloaded").check();
    await page.getByRole("button", { name: "Make a link" }).click();
    const address = page.getByLabel("The address, shown this once");
    await expect.poll(() => address.inputValue()).toMatch(/\/s\//);
    const guest = await newcomer(skip);
    await guest.goto(await address.inputValue());
    const [download] = await Promise.all([
      guest.waitForEvent("download"),
      guest.getByRole("button", { name: "Download" }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(Buffer.from(bytes))).toBe(true);
  });

  it("fit a phone, light and dark, without scrolling sideways", async ({ skip }) => {
    for (const colorScheme of ["light", "dark"]) {
      const page = await newcomer(skip, { viewport: { width: 360, height: 740 }, colorScheme });
      for (const path of ["/", "/_dev/mailbox", "/s/nowhere"]) {
        await page.goto(`${server.origin}${path}`);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
        const paper = await page.evaluate("getComputedStyle(document.body).backgroundColor");
        expect(paper).toBe(colorScheme === "light" ? "rgb(250, 249, 246)" : "rgb(22, 21, 19)");
      }
    }
  });
});

const naturalWidth = (page: Page, selector: string): Promise<unknown> =>
  page.evaluate(`document.querySelector(${JSON.stringify(selector)}).naturalWidth`);
