import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBrowser, launch } from "../browser.ts";
import { demo } from "../client.ts";
import { repository, type ServerProcess, startServer, temporaryFolder } from "../server.ts";

const found = await findBrowser();
const library = "node_modules/amazon-cognito-identity-js/dist/amazon-cognito-identity.min.js";

/** What runs in the page: signs in by SRP, and gives the session's tokens or the error. */
const signIn = `({ endpoint, email, password }) => new Promise((resolve) => {
  const { AuthenticationDetails, CognitoUser, CognitoUserPool } = globalThis.AmazonCognitoIdentity;
  const pool = new CognitoUserPool({ UserPoolId: "local_tintype", ClientId: "legacy", endpoint });
  const user = new CognitoUser({ Pool: pool, Username: email });
  user.authenticateUser(new AuthenticationDetails({ Username: email, Password: password }), {
    onSuccess: (session) => resolve({ accessToken: session.getAccessToken().getJwtToken() }),
    onFailure: ({ code, message }) => resolve({ code, message }),
  });
})`;

describe("an app of another origin in a browser", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: ServerProcess;
  let host: Server;
  let browser: Browser | undefined;

  beforeAll(async () => {
    folder = await temporaryFolder();
    host = createServer((_, response) => response.setHeader("content-type", "text/html").end("<!doctype html>"));
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
    server = await startServer({ dataFolder: folder.path, environment: { TINTYPE_ORIGINS: originOf(host) } });
    if ("path" in found) browser = await launch(found.path);
  });
  afterAll(async () => {
    await browser?.close();
    host.close();
    await server[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  async function openApp(): Promise<Page> {
    const page = await browser?.newPage();
    if (page === undefined) throw new Error("There is no browser.");
    await page.goto(originOf(host));
    await page.addScriptTag({ content: await readFile(join(repository, library), "utf8") });
    return page;
  }
  const evaluate = (page: Page, program: string, input: object) =>
    page.evaluate<Record<string, unknown>>(`(${program})(${JSON.stringify(input)})`);

  it("signs in with Cognito's own client, and calls the API", async ({ skip }) => {
    skip(browser === undefined, "why" in found ? found.why : "");
    const page = await openApp();
    const input = { endpoint: `${server.origin}/user-pool/`, ...demo };
    expect(await evaluate(page, signIn, { ...input, password: "Wrong-1-wrong" })).toEqual({
      code: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    const { accessToken } = await evaluate(page, signIn, input);
    const ask = `async ({ url, token }) => {
      const answer = await fetch(url, { headers: { authorization: "Bearer " + token } });
      return { status: answer.status };
    }`;
    expect(await evaluate(page, ask, { url: `${server.origin}/api/me`, token: accessToken })).toEqual({ status: 200 });
  });

  it("cannot read the mailbox", async ({ skip }) => {
    skip(browser === undefined, "why" in found ? found.why : "");
    const page = await openApp();
    const read = `({ url }) => fetch(url, { headers: { accept: "application/json" } }).then(
      async (answer) => ({ read: await answer.text() }),
      (error) => ({ error: error.name }),
    )`;
    expect(await evaluate(page, read, { url: `${server.origin}/_dev/mailbox` })).toEqual({ error: "TypeError" });
  });
});

const originOf = (host: Server) => `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
