import * as openid from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, demo } from "../client.ts";
import { type ServerProcess, startServer, temporaryFolder } from "../server.ts";
import { createFormBrowser } from "./form-browser.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: ServerProcess;
let client: openid.Configuration;

beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startServer({ dataFolder: folder.path });
  const issuer = new URL(`${server.origin}/user-pool/local_tintype`);
  client = await openid.discovery(issuer, "web", undefined, openid.None(), {
    execute: [openid.allowInsecureRequests],
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const verifier = openid.randomPKCECodeVerifier();
const checks = { pkceCodeVerifier: verifier, expectedState: "state", expectedNonce: "nonce" };
const credentials = { username: demo.email, password: demo.password };

async function authorizationUrl(more: Record<string, string> = {}): Promise<string> {
  return openid.buildAuthorizationUrl(client, {
    redirect_uri: `${server.origin}/sign-in`,
    scope: "openid email profile aws.cognito.signin.user.admin",
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state: "state",
    nonce: "nonce",
    ...more,
  }).href;
}

/** The address with which somebody comes back who signs in. */
async function signedIn(fields: Record<string, string> = credentials, more: Record<string, string> = {}): Promise<URL> {
  const browser = createFormBrowser(server.origin);
  const page = await browser.open(await authorizationUrl(more));
  return (await browser.submit(page, fields)).url;
}

const apiStatus = async (token: string) =>
  (await call(`${server.origin}/api/me`, { headers: { authorization: `Bearer ${token}` } })).status;

describe("openid-client and the running server", () => {
  it("signs in, calls the API, asks who it is, refreshes and revokes", async () => {
    const tokens = await openid.authorizationCodeGrant(client, await signedIn(), checks);
    const subject = tokens.claims()?.sub ?? "";
    expect(await apiStatus(tokens.access_token)).toBe(200);
    expect(await apiStatus(tokens.id_token ?? "")).toBe(401);
    expect(await openid.fetchUserInfo(client, tokens.access_token, subject)).toMatchObject({ email: demo.email });
    const refreshed = await openid.refreshTokenGrant(client, tokens.refresh_token ?? "");
    expect(await apiStatus(refreshed.access_token)).toBe(200);
    await openid.tokenRevocation(client, refreshed.refresh_token ?? "");
    await expect(openid.refreshTokenGrant(client, refreshed.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
    await expect(openid.fetchUserInfo(client, refreshed.access_token, subject)).rejects.toThrow();
  });

  it("cannot use a code twice, nor with another verifier", async () => {
    const back = await signedIn();
    const tokens = await openid.authorizationCodeGrant(client, back, checks);
    await expect(openid.authorizationCodeGrant(client, back, checks)).rejects.toMatchObject({ error: "invalid_grant" });
    await expect(openid.refreshTokenGrant(client, tokens.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
    const other = { ...checks, pkceCodeVerifier: openid.randomPKCECodeVerifier() };
    await expect(openid.authorizationCodeGrant(client, await signedIn(), other)).rejects.toMatchObject({
      error: "invalid_grant",
    });
  });

  it.each([
    ["Google", "query"],
    ["SignInWithApple", "form_post"],
  ])("signs in with %s, by code and %s", async (identity_provider, mode) => {
    const browser = createFormBrowser(server.origin);
    const page = await browser.open(await authorizationUrl({ identity_provider }));
    expect(page.url.pathname).toMatch(/^\/stand-ins\//);
    const answer = await browser.submit(page, { email: "grace@example.com" });
    const back = mode === "form_post" ? await browser.submit(answer, {}) : answer;
    const tokens = await openid.authorizationCodeGrant(client, back.url, checks);
    expect(tokens.claims()).toMatchObject({ email: "grace@example.com", email_verified: true });
    expect(await apiStatus(tokens.access_token)).toBe(200);
  });

  it("is led nowhere with an address that is not registered, and refused plain PKCE", async () => {
    const browser = createFormBrowser(server.origin);
    const elsewhere = await browser.open(await authorizationUrl({ redirect_uri: "https://evil.example/sign-in" }));
    expect([elsewhere.status, elsewhere.url.origin]).toEqual([400, server.origin]);
    const { url } = await browser.open(await authorizationUrl({ code_challenge_method: "plain" }));
    await expect(openid.authorizationCodeGrant(client, url, checks)).rejects.toMatchObject({
      error: "invalid_request",
    });
  });

  it("ends a browser's session by logging out", async () => {
    const browser = createFormBrowser(server.origin);
    const first = await browser.open(await authorizationUrl());
    await browser.submit(first, credentials);
    const silent = await authorizationUrl({ prompt: "none" });
    expect((await browser.open(silent)).url.searchParams.has("code")).toBe(true);
    const end = openid.buildEndSessionUrl(client, { logout_uri: `${server.origin}/` });
    expect((await browser.open(end.href)).url.href).toBe(`${server.origin}/`);
    expect((await browser.open(silent)).url.searchParams.get("error")).toBe("login_required");
  });
});
