import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, mailedCode, password } from "../client.ts";
import { newEmail, newPerson } from "../identity/people.ts";
import { signIn } from "../session.ts";
import { openPageWorld, type PageWorld } from "./page-world.ts";

const another = "Another-horse-8";

let world: PageWorld;
beforeAll(async () => {
  world = await openPageWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

type Skip = Parameters<PageWorld["newcomer"]>[0];
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

/** Somebody new, before their settings. */
async function settings(skip: Skip): Promise<{ readonly page: Page; readonly email: string }> {
  const page = await world.newcomer(skip);
  const email = await newPerson(world.origin);
  await page.goto(`${world.origin}/settings`);
  await enter(page, email, password);
  return { page, email };
}

async function enter(page: Page, email: string, secret: string): Promise<void> {
  await field(page, "Email").fill(email);
  await field(page, "Password").fill(secret);
  await press(page, "Sign in");
  await page.getByRole("heading", { name: "Settings" }).waitFor();
}

describe("settings", () => {
  it("change the name, the address and the password", { timeout: 60_000 }, async ({ skip }) => {
    const { page, email } = await settings(skip);
    await field(page, "Name").fill("Ana from the sea");
    await press(page, "Save");
    await page.getByText("Saved.").waitFor();
    await page.reload();
    await expect.poll(() => field(page, "Name").inputValue()).toBe("Ana from the sea");

    await press(page, "Change");
    const next = newEmail();
    await field(page, "New email").fill(next);
    await press(page, "Mail me a code");
    await page.getByText(`A code is on its way to ${next}.`).waitFor();
    await field(page, "Code").fill(await mailedCode(world.origin, next));
    await press(page, "Confirm");
    await page.getByText(next, { exact: true }).waitFor();
    expect(await page.getByText(email, { exact: true }).count()).toBe(0);
    // Closed dialogs give the focus back.
    await expect.poll(() => page.evaluate("document.activeElement.textContent")).toBe("Change");

    await press(page, "Change password");
    await field(page, "Password until now").fill("Wrong-horse-1");
    await field(page, "New password").fill(another);
    await page.getByRole("dialog").getByRole("button", { name: "Change password" }).click();
    await page.getByText("That is not your password.").waitFor();
    await field(page, "Password until now").fill(password);
    await page.getByRole("dialog").getByRole("button", { name: "Change password" }).click();
    await page.getByText("Your password is another one now.").waitFor();
    expect((await signIn(world.origin, next, another)).token).toBeTruthy();
    expect(world.complaints).toEqual([]);
  });

  it("make keys for programs, tell them once, and revoke them", async ({ skip }) => {
    const { page } = await settings(skip);
    await press(page, "New key");
    await page.getByLabel("See photos").uncheck();
    await press(page, "Make the key");
    await page.getByText("Choose at least one.").waitFor();
    await field(page, "What it is for").fill("Photo frame");
    await page.getByLabel("See photos").check();
    await field(page, "Good until").fill("2099-12-31");
    await page.getByText("Limits").click();
    await field(page, "Calls a second").fill("99");
    await press(page, "Make the key");
    await page.getByText("must be at most 10").waitFor();
    await field(page, "Calls a second").fill("5");
    await press(page, "Make the key");
    const key = await field(page, "Key").inputValue();
    const ask = () => call(`${world.origin}/api/partner/photos`, { headers: { "x-api-key": key } });
    expect((await ask()).status).toBe(200);
    await press(page, "Close");
    await page.getByText(/good until .*2099/).waitFor();
    await press(page, "Revoke Photo frame");
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText("There are no keys.").waitFor();
    expect((await ask()).status).toBe(401);
    expect(world.complaints).toEqual([]);
  });

  it("pack everything to be taken along, also for whoever comes back", async ({ skip }) => {
    const { page } = await settings(skip);
    await press(page, "Pack everything");
    await page.getByText("The files are here until").waitFor();
    await page.reload();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.zip$/);
    expect(world.complaints).toEqual([]);
  });

  it("sign out everywhere", async ({ skip }) => {
    const { page, email } = await settings(skip);
    const elsewhere = await signIn(world.origin, email, password);
    await press(page, "Sign out everywhere");
    await press(page, "Cancel");
    expect((await elsewhere.api("/me")).status).toBe(200);
    await press(page, "Sign out everywhere");
    await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect((await elsewhere.api("/me")).status).toBe(401);
    await enter(page, email, password);
    expect(world.complaints).toEqual([]);
  });
});
