import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mailedCode, password, pool } from "../client.ts";
import { addTemporaryPerson, authenticatorCode, newEmail, newPerson, otherThan } from "../identity/people.ts";
import { openPageWorld, type PageWorld } from "./page-world.ts";

const invited = { email: "invited@example.com", temporary: "Temporary-1" };
const another = "Another-horse-8";

let world: PageWorld;
beforeAll(async () => {
  world = await openPageWorld({}, (dataFolder) => addTemporaryPerson(dataFolder, invited.email, invited.temporary));
});
afterAll(() => world?.[Symbol.asyncDispose]());

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

async function signIn(page: Page, email: string, secret: string): Promise<void> {
  await field(page, "Email").fill(email);
  await field(page, "Password").fill(secret);
  await press(page, "Sign in");
}

/** The settings, which say whose they are. */
const settingsOf = (page: Page, email: string) => page.getByRole("main").getByText(email, { exact: true }).waitFor();

async function signOut(page: Page): Promise<void> {
  await press(page, "Account");
  await press(page, "Sign out");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
}

/** Signs up with the form, as far as the code. */
async function signUp(page: Page, email: string): Promise<void> {
  await page.getByRole("link", { name: "Create an account" }).click();
  await field(page, "Name").fill("Ana");
  await field(page, "Email").fill(email);
  await field(page, "New password").fill(password);
  await press(page, "Create an account");
  await page.getByRole("heading", { name: "Confirm your address" }).waitFor();
}

describe("an account", () => {
  it("is made, confirmed, secured, recovered and deleted on the page", { timeout: 90_000 }, async ({ skip }) => {
    const page = await world.newcomer(skip);
    const email = newEmail();
    await page.goto(`${world.origin}/settings?from=here`);
    await signUp(page, email);
    const code = await mailedCode(world.origin, email);
    await field(page, "Code").fill(otherThan(code));
    await press(page, "Confirm");
    await page.getByText("That is not the code.").waitFor();
    await expect.poll(() => page.evaluate("document.activeElement.name")).toBe("code");
    await field(page, "Code").fill(` ${code.slice(0, 3)} ${code.slice(3)}`);
    await press(page, "Confirm");
    // In at once, and where they wanted to go.
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    expect(page.url()).toBe(`${world.origin}/settings?from=here`);
    await expect.poll(() => field(page, "Name").inputValue()).toBe("Ana");

    await press(page, "Set up an authenticator");
    const secret = ((await page.locator("code").textContent()) ?? "").replaceAll(" ", "");
    await page.getByRole("img", { name: "QR code" }).waitFor();
    const shown = authenticatorCode(secret);
    await field(page, "Code that the app shows").fill(otherThan(shown));
    await press(page, "Switch it on");
    await page.getByText("See whether the clock of your phone is right.").waitFor();
    await field(page, "Code that the app shows").fill(authenticatorCode(secret));
    await press(page, "Switch it on");
    await page.getByText("From now on, signing in takes a code as well.").waitFor();

    await signOut(page);
    await signIn(page, email, password);
    await page.getByRole("heading", { name: "Second step" }).waitFor();
    await field(page, "Code").fill(otherThan(authenticatorCode(secret, 1)));
    await press(page, "Continue");
    await page.getByText("That is not the code.").waitFor();
    await field(page, "Code").fill(authenticatorCode(secret, 1));
    await press(page, "Continue");
    await press(page, "Switch it off");
    await page.getByRole("dialog").getByRole("button", { name: "Switch it off" }).click();
    await page.getByText("Signing in takes your password alone now.").waitFor();

    await signOut(page);
    await field(page, "Email").fill(email);
    await page.getByRole("link", { name: "Forgotten your password?" }).click();
    expect(await field(page, "Email").inputValue()).toBe(email);
    await press(page, "Mail me a code");
    await field(page, "New password").fill(another);
    await field(page, "Code").fill(await mailedCode(world.origin, email));
    await press(page, "Set the password");
    await page.getByRole("heading", { name: "Settings" }).waitFor();

    await leave(page, email);
    await signIn(page, email, another);
    await page.getByText("Wrong email or password.").waitFor();
    expect(world.complaints).toEqual([]);
  });

  /** Deletes the account, the first time as somebody whose sign-in is long ago. */
  async function leave(page: Page, email: string): Promise<void> {
    const problem = { status: 401, code: "fresh_sign_in_required", detail: "Sign in once more." };
    const refused = { status: 401, contentType: "application/problem+json", body: JSON.stringify(problem) };
    await page.route("**/api/me", (route) => route.fulfill(refused), { times: 1 });
    await press(page, "Delete the account");
    await page.getByLabel(/^Type /).fill("somebody@example.com");
    await press(page, "Delete everything");
    await page.getByText("This is not the address of your account.").waitFor();
    await page.getByLabel(/^Type /).fill(email);
    await press(page, "Delete everything");
    await expect.poll(() => page.evaluate("document.activeElement.name")).toBe("password");
    await field(page, "Password").fill(password);
    await press(page, "Delete everything");
    await page.getByText("That is not your password.").waitFor();
    await field(page, "Password").fill(another);
    await press(page, "Delete everything");
    await page.getByText("Your account is gone.").waitFor();
    expect(page.url()).toBe(`${world.origin}/sign-in`);
  }

  it("that was never confirmed is confirmed by whoever signs in, also by a link that has the code", async ({
    skip,
  }) => {
    const email = newEmail();
    await pool(world.origin, "SignUp", { Username: email, Password: password });
    const page = await world.newcomer(skip);
    await page.goto(`${world.origin}/trash`);
    await signIn(page, email, password);
    await page.getByText(`is on its way to ${email}`).waitFor();
    expect(await page.getByRole("link", { name: "look into its mailbox" }).getAttribute("href")).toBe(
      `${world.origin}/_dev/mailbox`,
    );
    const code = await mailedCode(world.origin, email);
    await page.goto(`${world.origin}/confirm?${new URLSearchParams({ email, code })}`);
    expect(await field(page, "Code").inputValue()).toBe(code);
    await press(page, "Confirm");
    // A page that was loaded anew has forgotten the password.
    await page.getByText("Your address is confirmed. Now sign in.").waitFor();
    expect(await field(page, "Email").inputValue()).toBe(email);
    expect(world.complaints).toEqual([]);
  });

  it("that others have made gets a password of its owner's own", async ({ skip }) => {
    const page = await world.newcomer(skip);
    await page.goto(`${world.origin}/trash`);
    await signIn(page, invited.email, invited.temporary);
    await page.getByRole("heading", { name: "Choose a password of your own" }).waitFor();
    await field(page, "New password").fill("too simple");
    await press(page, "Continue");
    await page.getByText("Something is still missing from this password.").waitFor();
    await field(page, "New password").fill(password);
    await press(page, "Continue");
    await page.getByRole("heading", { name: "Trash" }).waitFor();
    expect(world.complaints).toEqual([]);
  });

  it("says what is wrong beside each field, and that there were too many tries", async ({ skip }) => {
    const page = await world.newcomer(skip);
    await page.goto(`${world.origin}/sign-in`);
    await press(page, "Sign in");
    expect(await page.getByText("This is needed.").count()).toBe(2);
    await expect.poll(() => page.evaluate("document.activeElement.name")).toBe("email");
    await field(page, "Email").fill("nobody");
    expect(await page.getByText("This is needed.").count()).toBe(1);
    await press(page, "Sign in");
    const about = await field(page, "Email").getAttribute("aria-describedby");
    expect(await page.locator(`[id="${about}"]`).textContent()).toContain("name@example.com");

    const email = await newPerson(world.origin);
    for (let tries = 0; tries < 5; tries += 1) {
      await pool(world.origin, "InitiateAuth", {
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: email, PASSWORD: "Wrong-horse-1" },
      });
    }
    await signIn(page, email, "Wrong-horse-1");
    await page.getByText("Too many wrong tries. Wait a few minutes before the next one.").waitFor();
    await page.getByRole("link", { name: "Create an account" }).click();
    await field(page, "Email").fill(email);
    await field(page, "New password").fill(password);
    await press(page, "Create an account");
    await page.getByText("There is an account with this address already.").waitFor();
    await expect.poll(() => page.evaluate("document.activeElement.name")).toBe("email");
    expect(world.complaints).toEqual([]);
  });

  it("is left at once, whatever the network does, and nothing said stays", async ({ skip }) => {
    const page = await world.demo(skip, "/settings");
    await press(page, "Save");
    await page.getByText("Saved.").waitFor();
    const revoked = Promise.withResolvers<void>();
    // Who asks the user pool waits for good.
    await page.route(`${world.origin}/user-pool/`, (route) => {
      if (route.request().headers()["x-amz-target"]?.endsWith(".RevokeToken")) revoked.resolve();
    });
    await signOut(page);
    await revoked.promise;
    await page.getByText("Saved.").waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('Cognito'))")).toEqual([]);
    expect(world.complaints).toEqual([]);
  });

  it("is the same in every tab: who signs out leaves all, who signs in instead takes all over", async ({ skip }) => {
    const [ana, bea] = [await newPerson(world.origin), await newPerson(world.origin)];
    const page = await world.newcomer(skip);
    await page.goto(`${world.origin}/settings`);
    await signIn(page, ana, password);
    await settingsOf(page, ana);
    const other = await page.context().newPage();
    await other.goto(`${world.origin}/settings`);
    await settingsOf(other, ana);

    await signOut(other);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await signIn(page, ana, password);
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    // Who comes from a provider is there without an end of whoever was.
    const elsewhere = await world.newcomer(skip);
    await elsewhere.goto(`${world.origin}/settings`);
    await signIn(elsewhere, bea, password);
    await settingsOf(elsewhere, bea);
    const session = await elsewhere.evaluate("({ ...localStorage })");
    await other.evaluate(`Object.assign(localStorage, ${JSON.stringify(session)})`);
    await settingsOf(page, bea);
    expect(await page.getByText(ana).count()).toBe(0);
    expect(world.complaints).toEqual([]);
  });
});
