import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBrowser, launch } from "../browser.ts";
import { demo } from "../client.ts";
import { type ServerProcess, startServer, temporaryFolder } from "../server.ts";
import { selfSigned } from "./certificate.ts";
import { type ServedApp, serveApp } from "./serve-app.ts";

/** What the app offers to the test: see `app.js`. */
interface App {
  readonly events: readonly string[];
  signIn(provider?: string, customState?: string): Promise<void>;
  signOut(): Promise<void>;
  user(): Promise<{ readonly username: string }>;
  attributes(): Promise<Record<string, string>>;
  refreshed(): Promise<boolean>;
  photos(): Promise<number>;
  claims(): Promise<Record<string, unknown> | undefined>;
}

const found = await findBrowser();

describe("an app with Amplify, which speaks HTTPS alone", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: ServerProcess;
  let app: ServedApp;
  let browser: Browser | undefined;

  beforeAll(async () => {
    folder = await temporaryFolder();
    if (!("path" in found)) return;
    const [cert, key] = [join(folder.path, "cert.pem"), join(folder.path, "key.pem")];
    const pair = selfSigned();
    await Promise.all([writeFile(cert, pair.cert), writeFile(key, pair.key)]);
    app = await serveApp();
    server = await startServer({
      dataFolder: join(folder.path, "data"),
      environment: { TINTYPE_TLS_CERT: cert, TINTYPE_TLS_KEY: key, TINTYPE_ORIGINS: app.origin },
    });
    app.pointTo(server.origin);
    browser = await launch(found.path);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
    await app?.[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  /** The app in a browser that has never been here. */
  async function newcomer(skip: (condition: boolean, note: string) => void): Promise<Page> {
    skip(browser === undefined, "why" in found ? found.why : "");
    // Nobody has vouched for the certificate; people use one of mkcert's, or say once that they go on.
    const context = await (browser as Browser).newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(`${app.origin}/sign-in`);
    await ready(page);
    return page;
  }

  const ready = (page: Page) => page.waitForFunction("window.app !== undefined");
  const leave = (page: Page, action: (app: App) => unknown) =>
    page.evaluate(`void (${action})(window.app)`).then(() => page.waitForURL(/\/login\?|\/stand-ins\//));
  const ask = <Result>(page: Page, action: (app: App) => Promise<Result>): Promise<Result> =>
    page.evaluate(`(${action})(window.app)`);
  const signedIn = async (page: Page) => {
    await page.waitForURL(`${app.origin}/sign-in*`);
    await ready(page);
    await page.waitForFunction(`window.app.events.some((event) => event.startsWith("signInWithRedirect"))`);
  };

  async function fillIn(page: Page, email: string, password: string): Promise<void> {
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  }

  it("signs in, refreshes, calls the API, and signs out here and at the server", async ({ skip }) => {
    const page = await newcomer(skip);
    await leave(page, (app) => app.signIn(undefined, "where I was"));
    await fillIn(page, demo.email, "Wrong-1");
    await expect.poll(() => page.getByRole("alert").textContent()).toBe("That email and password do not match.");
    await fillIn(page, demo.email, demo.password);
    await signedIn(page);
    const events = await page.evaluate<string[]>("window.app.events");
    expect(events).toContain("customOAuthState where I was");
    // Amplify takes the code out of the address.
    expect(page.url()).toBe(`${app.origin}/sign-in`);
    expect(await ask(page, (app) => app.attributes())).toMatchObject({ email: demo.email });
    expect(await ask(page, (app) => app.refreshed())).toBe(true);
    expect(await ask(page, (app) => app.photos())).toBe(200);

    await page.evaluate("void window.app.signOut()");
    await page.waitForURL(`${app.origin}/`);
    await ready(page);
    await expect(ask(page, (app) => app.user())).rejects.toThrow("User needs to be authenticated");
    await leave(page, (app) => app.signIn());
    expect(await page.getByLabel("Email").count()).toBe(1);
  });

  it("goes through without a question where somebody is signed in with the browser", async ({ skip }) => {
    const page = await newcomer(skip);
    await leave(page, (app) => app.signIn());
    await fillIn(page, demo.email, demo.password);
    await signedIn(page);
    await page.evaluate("localStorage.clear()");
    await page.goto(`${app.origin}/sign-in`);
    await ready(page);
    await page.evaluate("void window.app.signIn()");
    await signedIn(page);
    expect(await ask(page, (app) => app.photos())).toBe(200);
  });

  it.for([
    ["Google", "Google_"],
    ["Apple", "SignInWithApple_"],
  ] as const)("signs in with %s", async ([provider, prefix], { skip }) => {
    const page = await newcomer(skip);
    await leave(page, (app) => app.signIn());
    await page.getByRole("link", { name: `Continue with ${provider}` }).click();
    const email = `${provider.toLowerCase()}@example.com`;
    await page.getByLabel("Another email").fill(email);
    await page.getByRole("button", { name: "Continue" }).click();
    await signedIn(page);
    expect(await ask(page, (app) => app.claims())).toMatchObject({ email, identities: [{ primary: "true" }] });
    expect((await ask(page, (app) => app.user())).username.startsWith(prefix)).toBe(true);
    expect(await ask(page, (app) => app.photos())).toBe(200);
  });

  it("goes to a provider at once if it names one, and hears when people cancel there", async ({ skip }) => {
    const page = await newcomer(skip);
    await leave(page, (app) => app.signIn("Google"));
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.waitForURL(`${app.origin}/sign-in*`);
    await ready(page);
    await page.waitForFunction(`window.app.events.some((event) => event.startsWith("signInWithRedirect_failure"))`);
    const events = await page.evaluate<string[]>("window.app.events");
    expect(events.join()).toContain("The user has cancelled.");
  });

  it("leads through the page's own button to where somebody wanted to go, and says why it did not", async ({
    skip,
  }) => {
    const page = await newcomer(skip);
    await page.goto(`${server.origin}/trash?from=here`);
    await page.getByRole("button", { name: "Continue with Apple" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("You came back without signing in.").waitFor();
    // Cognito ends the attempt in which it links somebody; the page makes the next one by itself.
    const query = new URLSearchParams({
      error: "invalid_request",
      error_description: "Already found an entry for username google_1",
    });
    const refusal = { status: 302, headers: { location: `${server.origin}/sign-in?${query}` } };
    await page.route("**/oauth2/authorize?*", (route) => route.fulfill(refusal), { times: 1 });
    await page.getByRole("button", { name: "Continue with Google" }).click();
    await page.getByLabel("Another email").fill("page@example.com");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("The trash is empty.").waitFor();
    expect(page.url()).toBe(`${server.origin}/trash?from=here`);

    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByText("You sign in with Google, which looks after your password.").waitFor();
    expect(await page.getByRole("button", { name: "Change password" }).count()).toBe(0);

    // Whose token is refused comes back by the same button, without a question: the browser is still signed in.
    const problem = { status: 401, code: "signed_out", detail: "Signed out elsewhere." };
    const refused = { status: 401, contentType: "application/problem+json", body: JSON.stringify(problem) };
    await page.route("**/api/shares*", (route) => route.fulfill(refused), { times: 1 });
    await page.getByRole("link", { name: "Shared links" }).click();
    await page.getByRole("button", { name: "Continue with Google" }).click();
    await page.getByRole("heading", { name: "Shared links" }).waitFor();

    const ended = page.waitForRequest("**/logout?*");
    await page.getByRole("button", { name: "Account", exact: true }).click();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await ended;
    await page.getByRole("button", { name: "Continue with Google" }).waitFor();
  });

  it("takes no answer whose state is not its own", async ({ skip }) => {
    const page = await newcomer(skip);
    await leave(page, (app) => app.signIn());
    const state = new URL(page.url()).searchParams.get("state") ?? "";
    await page.goto(page.url().replace(encodeURIComponent(state), "another"));
    await fillIn(page, demo.email, demo.password);
    await page.waitForURL(`${app.origin}/sign-in*`);
    await ready(page);
    await page.waitForFunction(`window.app.events.some((event) => event.startsWith("signInWithRedirect_failure"))`);
    await expect(ask(page, (app) => app.user())).rejects.toThrow("User needs to be authenticated");
  });

  it("is signed in by people who run no scripts on the sign-in pages", async ({ skip }) => {
    const page = await newcomer(skip);
    await leave(page, (app) => app.signIn());
    const context = await (browser as Browser).newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(page.url());
    await plain.getByRole("link", { name: "Continue with Apple" }).click();
    await plain.getByRole("button", { name: "alex@example.com" }).click();
    await plain.getByRole("button", { name: "Continue" }).click();
    await plain.waitForURL(`${app.origin}/sign-in?code=*`);
  });

  it("fits a phone, has a name for every field, and complains of nothing", async ({ skip }) => {
    const page = await newcomer(skip);
    const complaints: string[] = [];
    page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
    await page.setViewportSize({ width: 320, height: 640 });
    await leave(page, (app) => app.signIn());
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(320);
    const nameless =
      "[...document.querySelectorAll('input:not([type=hidden])')].filter((input) => !input.labels.length).length";
    expect(await page.evaluate(nameless)).toBe(0);
    expect(await page.evaluate("document.documentElement.lang")).toBe("en");
    expect(complaints).toEqual([]);
  });
});
