import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demo } from "../client.ts";
import { drawPhoto } from "../landscapes.ts";
import { signIn } from "../session.ts";
import { openPageWorld, type PageWorld } from "./page-world.ts";

let world: PageWorld;
beforeAll(async () => {
  world = await openPageWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

const scheme = { light: "rgb(250, 249, 246)", dark: "rgb(22, 21, 19)" } as const;

describe("the page", () => {
  it("leads from signing in to a photo that is ready, and out again", { timeout: 120_000 }, async ({ skip }) => {
    const page = await world.newcomer(skip);
    await page.goto(`${world.origin}/trash?from=here`);
    await page.getByLabel("Email").fill(demo.email);
    await page.getByLabel("Password").fill("Wrong-horse-9");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Wrong email or password.").waitFor();
    await page.getByRole("button", { name: "Use the demo account" }).click();
    // The place that was asked for is where one gets.
    await page.getByText("The trash is empty.").waitFor();
    expect(page.url()).toBe(`${world.origin}/trash?from=here`);

    await page.getByRole("link", { name: "Photos" }).click();
    await page.getByText("There are no photos yet.").waitFor();
    await page.getByLabel("Upload").setInputFiles([
      { name: "diary.jpg", mimeType: "image/jpeg", buffer: Buffer.from("Dear diary,") },
      { name: "evening.jpg", mimeType: "image/jpeg", buffer: Buffer.from(await drawPhoto(1)) },
    ]);
    await page.getByText("This is no kind of photo that can be shown").first().waitFor();
    await page.getByRole("link", { name: "Look at evening.jpg" }).click();
    await expect.poll(() => page.title()).toBe("evening.jpg · Tintype");
    await expect
      .poll(() => page.evaluate("document.querySelector('[role=dialog] img.full')?.naturalWidth"))
      .toBeGreaterThan(480);
    await page.reload();
    await expect
      .poll(() => page.evaluate("document.querySelector('[role=dialog] img.full')?.naturalWidth"))
      .toBeGreaterThan(480);

    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    expect(world.complaints).toEqual([]);
  });

  it("asks whoever is signed out elsewhere to sign in again, and goes on where they were", async ({ skip }) => {
    const page = await world.demo(skip, "/settings");
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    const elsewhere = await signIn(world.origin, demo.email, demo.password);
    await globalSignOut(elsewhere.token);
    await page.getByRole("link", { name: "Trash" }).click();
    await page.getByText("Sign in again to go on where you were.").waitFor();
    await page.getByRole("button", { name: "Use the demo account" }).click();
    await page.getByRole("heading", { name: "Trash" }).waitFor();
    expect(world.complaints).toEqual([]);
  });

  it("speaks the reader's language, and another one when asked", async ({ skip }) => {
    const page = await world.demo(skip, "/settings", { locale: "ko-KR" });
    await page.getByRole("heading", { name: "설정" }).waitFor();
    expect(await page.getAttribute("html", "lang")).toBe("ko");
    await page.getByLabel("English").check();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    expect(world.complaints).toEqual([]);
  });

  it("says so where there is nothing", async ({ skip }) => {
    const page = await world.demo(skip, "/nowhere");
    await page.getByText("There is nothing at this address.").waitFor();
    await page.getByRole("link", { name: "To your photos" }).click();
    await expect.poll(() => page.url()).toBe(`${world.origin}/`);
  });

  it.for(["light", "dark"] as const)("fits a phone, %s, without scrolling sideways", async (colorScheme, { skip }) => {
    const phone = { viewport: { width: 360, height: 740 }, colorScheme };
    const page = await world.demo(skip, "/", phone);
    for (const path of ["/", "/shares", "/trash", "/settings", "/nowhere", "/_dev/mailbox", "/s/nowhere"]) {
      await page.goto(`${world.origin}${path}`);
      await page.locator("main").waitFor();
      expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBeLessThanOrEqual(360);
      expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe(scheme[colorScheme]);
    }
    expect(world.complaints).toEqual([]);
  });
});

/** Ends every session of whoever has this token, as from another device. */
async function globalSignOut(token: string): Promise<void> {
  const response = await fetch(`${world.origin}/user-pool/`, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AWSCognitoIdentityProviderService.GlobalSignOut",
    },
    body: JSON.stringify({ AccessToken: token }),
  });
  expect(response.status).toBe(200);
}
