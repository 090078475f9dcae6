import { createHmac } from "node:crypto";
import { minutes, seconds } from "@tintype/core";
import { decodeJwt } from "jose";
import * as openid from "openid-client";
import { describe, expect, it } from "vitest";
import { createLocalIdentityProvider } from "../user-pool/local-identity-provider.ts";
import { ada, publicUrl, userId } from "../user-pool/user-pool.fixture.ts";
import {
  callback,
  challengeOf,
  goodbye,
  type LoginFixture,
  openLogin,
  otherCallback,
  verifier,
} from "./managed-login.fixture.ts";

const codeIn = (url: URL): string => url.searchParams.get("code") ?? "";
const refusedCode = { status: 400, error: "invalid_grant" };
const signedIn = { status: 200, token_type: "Bearer", expires_in: 3_600 };

/** What a pool operation says to an access token. */
const getUser = (fixture: LoginFixture, AccessToken: unknown) => fixture.call("GetUser", { AccessToken });

describe("an OpenID Connect client", () => {
  it("signs somebody in with a code, PKCE, state and nonce (openid-client)", async () => {
    using fixture = await openLogin();
    const url = openid.buildAuthorizationUrl(fixture.client, {
      redirect_uri: callback,
      scope: "openid email profile",
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state: "a state",
      nonce: "a nonce",
    });
    const browser = fixture.newBrowser();
    const page = await browser.open(url.href);
    const back = await browser.submit(page, { username: ada.email, password: ada.password });
    const checks = { pkceCodeVerifier: verifier, expectedState: "a state", expectedNonce: "a nonce" };
    const tokens = await openid.authorizationCodeGrant(fixture.client, back.url, checks);
    const claims = tokens.claims();
    expect(claims).toMatchObject({ aud: "web", email: ada.email, email_verified: true, "tintype:user": userId });
    expect(decodeJwt(tokens.access_token)).toMatchObject({
      iss: fixture.pool.issuer,
      client_id: "web",
      token_use: "access",
      scope: "openid email profile",
      username: claims?.sub,
    });
    expect(await openid.fetchUserInfo(fixture.client, tokens.access_token, claims?.sub ?? "")).toMatchObject({
      email: ada.email,
      email_verified: "true",
      username: claims?.sub,
    });
    const next = await openid.refreshTokenGrant(fixture.client, tokens.refresh_token ?? "");
    expect(next.claims()).toMatchObject({ sub: claims?.sub, auth_time: claims?.["auth_time"] });
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    await openid.tokenRevocation(fixture.client, next.refresh_token ?? "");
    await expect(openid.refreshTokenGrant(fixture.client, next.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
  });

  it("notices that an answer is to another request, by its state and its nonce", async () => {
    using fixture = await openLogin();
    const back = await fixture.signInWith(fixture.newBrowser());
    const grant = (expectedState: string, expectedNonce: string) =>
      openid.authorizationCodeGrant(fixture.client, back, { pkceCodeVerifier: verifier, expectedState, expectedNonce });
    await expect(grant("another", "nonce-1")).rejects.toMatchObject({
      cause: { message: expect.stringContaining('"state"') },
    });
    await expect(grant("state-1", "another")).rejects.toMatchObject({
      cause: { message: expect.stringContaining('"nonce"') },
    });
  });

  it("learns by discovery that there is nothing but codes, S256 and public clients", async () => {
    using fixture = await openLogin();
    expect(fixture.client.serverMetadata()).toMatchObject({
      issuer: fixture.pool.issuer,
      authorization_endpoint: `${publicUrl}/oauth2/authorize`,
      response_types_supported: ["code"],
      grant_types_supported: ["authorization_code", "refresh_token"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["none"],
    });
  });
});

describe("a request to sign in", () => {
  it.each([
    ["https://app.example.com/sign-in/"],
    ["https://app.example.com/sign-in?tenant=8"],
    ["https://app.example.com/sign-in#there"],
    ["https://app.example.com:443/sign-in"],
    ["https://APP.example.com/sign-in"],
    ["http://app.example.com/sign-in"],
    ["https://app.example.com.evil.example/sign-in"],
    [otherCallback],
    [""],
    [undefined],
  ])("leads nowhere with the redirect_uri %s (oidcc-ensure-registered-redirect-uri)", async (redirect_uri) => {
    using fixture = await openLogin();
    const page = await fixture.newBrowser().open(fixture.authorizeUrl({ redirect_uri }));
    expect([page.status, page.url.origin]).toEqual([400, publicUrl]);
    expect(page.text).toContain("redirect_mismatch");
    const twice = `${fixture.authorizeUrl({ redirect_uri: callback })}&redirect_uri=${redirect_uri}`;
    expect((await fixture.newBrowser().open(twice)).url.origin).toBe(publicUrl);
  });

  it.each([["nobody"], [""], [undefined]])("leads nowhere for the client %s", async (client_id) => {
    using fixture = await openLogin();
    const page = await fixture.newBrowser().open(fixture.authorizeUrl({ client_id }));
    expect([page.status, page.url.origin]).toEqual([400, publicUrl]);
  });

  it.each([
    ["no response type", { response_type: undefined }, "invalid_request"],
    ["a token at once", { response_type: "token" }, "unsupported_response_type"],
    ["an ID token beside the code", { response_type: "code id_token" }, "unsupported_response_type"],
    ["an answer in the fragment", { response_mode: "fragment" }, "invalid_request"],
    ["no PKCE", { code_challenge: undefined, code_challenge_method: undefined }, "invalid_request"],
    ["PKCE without a method, which means plain", { code_challenge_method: undefined }, "invalid_request"],
    ["plain PKCE", { code_challenge: verifier, code_challenge_method: "plain" }, "invalid_request"],
    ["a challenge that is no hash", { code_challenge: "short" }, "invalid_request"],
    ["a scope that nobody has", { scope: "openid admin" }, "invalid_scope"],
    ["a provider that is not there", { identity_provider: "Facebook" }, "invalid_request"],
    ["somebody who is signed in already", { prompt: "none" }, "login_required"],
  ])("is refused to the client, with its state, if it wants %s", async (_, changes, error) => {
    using fixture = await openLogin();
    const { url } = await fixture.newBrowser().open(fixture.authorizeUrl(changes));
    expect(url.href.startsWith(`${callback}?`)).toBe(true);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ error, state: "state-1" });
    expect(url.searchParams.get("code")).toBeNull();
  });

  it("is refused with a parameter twice", async () => {
    using fixture = await openLogin();
    const { url } = await fixture.newBrowser().open(`${fixture.authorizeUrl()}&nonce=another`);
    expect(url.searchParams.get("error")).toBe("invalid_request");
  });

  it("keeps the query of a redirect_uri, and leads back to an app of a scheme of its own", async () => {
    using fixture = await openLogin();
    const back = await fixture.signInWith(fixture.newBrowser(), { redirect_uri: `${callback}?tenant=7` });
    expect(back.searchParams.get("tenant")).toBe("7");
    expect(codeIn(back)).not.toBe("");
    const app = await fixture.signInWith(fixture.newBrowser(), { redirect_uri: "tintype://signed-in" });
    expect(app.href).toMatch(/^tintype:\/\/signed-in\?code=/);
  });
});

describe("a code", () => {
  it("gives no ID token unless openid was asked for, and no way to the account with openid alone", async () => {
    using fixture = await openLogin();
    const browser = fixture.newBrowser();
    const scoped = async (scope: string | undefined) =>
      fixture.exchange(codeIn(await fixture.signInWith(browser, { scope })));
    const admin = await scoped("aws.cognito.signin.user.admin");
    expect(admin).toMatchObject(signedIn);
    expect(admin).not.toHaveProperty("id_token");
    expect(await getUser(fixture, admin["access_token"])).toMatchObject({ status: 200 });
    const plain = await scoped("openid");
    expect(await getUser(fixture, plain["access_token"])).toMatchObject({ __type: "NotAuthorizedException" });
    const all = await scoped(undefined);
    expect(decodeJwt(String(all["access_token"]))["scope"]).toBe("openid email profile aws.cognito.signin.user.admin");
  });

  it("works once, and what it gave is worth nothing when it comes again (oidcc-codereuse)", async () => {
    using fixture = await openLogin();
    const browser = fixture.newBrowser();
    const scope = "openid aws.cognito.signin.user.admin";
    const code = codeIn(await fixture.signInWith(browser, { scope }));
    const first = await fixture.exchange(code);
    expect(await getUser(fixture, first["access_token"])).toMatchObject({ status: 200 });
    expect(await fixture.exchange(code)).toMatchObject(refusedCode);
    expect(await getUser(fixture, first["access_token"])).toMatchObject({ message: "Access Token has been revoked" });
    const refresh = { grant_type: "refresh_token", client_id: "web", refresh_token: String(first["refresh_token"]) };
    expect(await fixture.post("/oauth2/token", refresh)).toMatchObject(refusedCode);
  });

  it("takes back what it gave when it comes again after half a minute too (oidcc-codereuse-30seconds)", async () => {
    using fixture = await openLogin();
    const code = codeIn(await fixture.signInWith(fixture.newBrowser(), { scope: "aws.cognito.signin.user.admin" }));
    const first = await fixture.exchange(code);
    fixture.clock.advance(minutes(5));
    expect(await fixture.exchange(code)).toMatchObject(refusedCode);
    expect(await getUser(fixture, first["access_token"])).toMatchObject({ message: "Access Token has been revoked" });
  });

  it("gives nothing that lasts to two who come at once", async () => {
    using fixture = await openLogin();
    const code = codeIn(await fixture.signInWith(fixture.newBrowser(), { scope: "aws.cognito.signin.user.admin" }));
    const answers = await Promise.all([fixture.exchange(code), fixture.exchange(code)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400]);
    const given = answers.find(({ status }) => status === 200);
    expect(await getUser(fixture, given?.["access_token"])).toMatchObject({ message: "Access Token has been revoked" });
  });

  it.each([
    ["another client's", { client_id: "legacy", redirect_uri: otherCallback }],
    ["another client's, with the right address", { client_id: "legacy" }],
    ["of another address", { redirect_uri: `${callback}?tenant=7` }],
    ["without its verifier", { code_verifier: challengeOf(verifier) }],
    ["with a verifier that is too short", { code_verifier: "short" }],
    ["that nobody was given", { code: "A".repeat(43) }],
  ])("%s gives nothing, and then no more", async (_, changes) => {
    using fixture = await openLogin();
    const code = codeIn(await fixture.signInWith(fixture.newBrowser()));
    expect(await fixture.exchange(code, changes)).toMatchObject(refusedCode);
    if (!("code" in changes)) expect(await fixture.exchange(code)).toMatchObject(refusedCode);
  });

  it("is good for a minute", async () => {
    using fixture = await openLogin();
    const browser = fixture.newBrowser();
    const early = codeIn(await fixture.signInWith(browser));
    fixture.clock.advance(seconds(59));
    expect(await fixture.exchange(early)).toMatchObject(signedIn);
    const late = codeIn(await fixture.signInWith(browser));
    fixture.clock.advance(seconds(60));
    expect(await fixture.exchange(late)).toMatchObject(refusedCode);
  });

  it("gives nothing to somebody who was disabled meanwhile", async () => {
    using fixture = await openLogin();
    const code = codeIn(await fixture.signInWith(fixture.newBrowser()));
    const { IdToken } = await fixture.signIn();
    await createLocalIdentityProvider(fixture).disable(decodeJwt(IdToken).sub ?? "");
    expect(await fixture.exchange(code)).toMatchObject(refusedCode);
  });
});

describe("the token endpoint", () => {
  it.each([
    ["no client", { client_id: "" }, "invalid_client"],
    ["a client that is not there", { client_id: "nobody" }, "invalid_client"],
    ["no grant", { grant_type: "" }, "invalid_request"],
    ["a password", { grant_type: "password" }, "unsupported_grant_type"],
    ["nothing of anybody", { grant_type: "client_credentials" }, "unsupported_grant_type"],
    ["no code", { code: "" }, "invalid_request"],
    ["no redirect_uri", { redirect_uri: "" }, "invalid_request"],
    ["no verifier", { code_verifier: "" }, "invalid_request"],
  ])("refuses a request with %s", async (_, changes, error) => {
    using fixture = await openLogin();
    expect(await fixture.exchange("code", changes)).toMatchObject({ status: 400, error });
  });

  it("takes forms alone, answers pages of any origin, and lets nobody keep an answer", async () => {
    using fixture = await openLogin();
    const url = `${publicUrl}/oauth2/token`;
    const body = JSON.stringify({ grant_type: "refresh_token", client_id: "web" });
    const response = await fixture.login.handle(new Request(url, { method: "POST", body }));
    expect([response.status, response.headers.get("cache-control")]).toEqual([400, "no-store"]);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect((await fixture.login.handle(new Request(url, { method: "OPTIONS" }))).status).toBe(204);
    expect((await fixture.login.handle(new Request(url))).status).toBe(405);
  });

  it("refuses a refresh token to another client, and one that was used long ago with all that followed it", async () => {
    using fixture = await openLogin();
    const first = await fixture.exchange(codeIn(await fixture.signInWith(fixture.newBrowser())));
    const refresh = (refresh_token: unknown, client_id = "web") =>
      fixture.post("/oauth2/token", { grant_type: "refresh_token", client_id, refresh_token: String(refresh_token) });
    expect(await refresh(first["refresh_token"], "legacy")).toMatchObject(refusedCode);
    const second = await refresh(first["refresh_token"]);
    expect(decodeJwt(String(second["access_token"]))["scope"]).toBe("openid email");
    fixture.clock.advance(minutes(1));
    expect(await refresh(first["refresh_token"])).toMatchObject(refusedCode);
    expect(await refresh(second["refresh_token"])).toMatchObject(refusedCode);
  });

  it("tells nobody what went wrong on our side, but who runs it", async () => {
    const reported: unknown[] = [];
    const failure = new Error("the disk is full");
    using fixture = await openLogin(
      { report: (error) => void reported.push(error) },
      {
        triggers: {
          postConfirmation: async () => {},
          preToken: () => Promise.reject(failure),
          signedOutEverywhere: async () => {},
          deleted: async () => {},
          addressChanged: async () => {},
        },
      },
    );
    const code = codeIn(await fixture.signInWith(fixture.newBrowser()));
    expect(await fixture.exchange(code)).toEqual({
      status: 500,
      error: "server_error",
      error_description: "something went wrong",
    });
    expect(reported).toMatchObject([{ cause: failure }]);
  });
});

describe("user info and revocation", () => {
  it("is for access tokens of the scope openid that are still good", async () => {
    using fixture = await openLogin();
    const ask = async (token: unknown) => {
      const headers = { authorization: `Bearer ${token}` };
      const response = await fixture.login.handle(new Request(`${publicUrl}/oauth2/userInfo`, { headers }));
      return [response.status, response.headers.get("www-authenticate") ?? ""];
    };
    const refused = [401, expect.stringContaining('error="invalid_token"')];
    const tokens = await fixture.exchange(codeIn(await fixture.signInWith(fixture.newBrowser())));
    expect(await ask(tokens["access_token"])).toEqual([200, ""]);
    expect(await ask(tokens["id_token"])).toEqual(refused);
    expect(await ask("")).toEqual(refused);
    expect(await ask((await fixture.signIn()).AccessToken)).toEqual(refused);
    const revoke = (form: Record<string, string>) => fixture.post("/oauth2/revoke", form);
    const token = String(tokens["refresh_token"]);
    expect(await revoke({ token: String(tokens["access_token"]), client_id: "web" })).toMatchObject({
      status: 400,
      error: "unsupported_token_type",
    });
    expect(await revoke({ token, client_id: "legacy" })).toMatchObject({ status: 400, error: "invalid_client" });
    expect(await revoke({ token, client_id: "nobody" })).toMatchObject({ status: 400, error: "invalid_client" });
    expect(await revoke({ client_id: "web" })).toMatchObject({ status: 400, error: "invalid_request" });
    expect(await revoke({ token: "no token of ours", client_id: "web" })).toEqual({ status: 200 });
    expect(await ask(tokens["access_token"])).toEqual([200, ""]);
    expect(await revoke({ token, client_id: "web" })).toEqual({ status: 200 });
    expect(await ask(tokens["access_token"])).toEqual(refused);
  });
});

describe("the sign-in page", () => {
  it("says one thing to a wrong password and to nobody's address, and takes the right one then", async () => {
    using fixture = await openLogin();
    const browser = fixture.newBrowser();
    const page = await browser.open(fixture.authorizeUrl({ login_hint: '"><script>' }));
    expect(page.text).not.toContain("<script>");
    const wrong = await browser.submit(page, { username: ada.email, password: "Wrong-1" });
    const nobody = await browser.submit(page, { username: "nobody@example.com", password: "Wrong-1" });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain("That email and password do not match.");
    expect(wrong.text.replace(ada.email, "")).toBe(nobody.text.replace("nobody@example.com", ""));
    const right = await browser.submit(wrong, { username: ada.email, password: ada.password });
    expect(codeIn(right.url)).not.toBe("");
  });

  it("locks a name after five wrong passwords, as the pool does", async () => {
    using fixture = await openLogin();
    const browser = fixture.newBrowser();
    const page = await browser.open(fixture.authorizeUrl());
    for (let count = 0; count < 5; count += 1) {
      await browser.submit(page, { username: ada.email, password: "Wrong-1" });
    }
    const hashed = fixture.hashed.length;
    const locked = await browser.submit(page, { username: ada.email, password: ada.password });
    expect(locked.text).toContain("too many attempts");
    expect(fixture.hashed).toHaveLength(hashed);
  });

  it("asks for a code of the authenticator after the password, and takes each once", async () => {
    using fixture = await openLogin();
    const { AccessToken } = await fixture.signIn();
    const { SecretCode } = await fixture.call("AssociateSoftwareToken", { AccessToken });
    const codeAt = () => totp(String(SecretCode), Date.parse(fixture.clock.now()));
    await fixture.call("VerifySoftwareToken", { AccessToken, UserCode: codeAt() });
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
    await fixture.call("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings });
    const browser = fixture.newBrowser();
    const page = await browser.open(fixture.authorizeUrl());
    const question = await browser.submit(page, { username: ada.email, password: ada.password });
    expect(question.text).toContain("Enter your code");
    expect(browser.cookies.size).toBe(0);
    const used = await browser.submit(question, { code: codeAt() });
    expect(used.text).toContain("cannot be used any more");
    fixture.clock.advance(seconds(30));
    const wrong = await browser.submit(question, { code: codeAt() === "000000" ? "000001" : "000000" });
    expect(wrong.text).toContain("That code is not right.");
    const right = await browser.submit(wrong, { code: codeAt() });
    expect(codeIn(right.url)).not.toBe("");
    const again = await browser.submit(wrong, { code: codeAt() });
    expect(again.text).toContain("Sign in again.");
  });

  it("tells that somebody is disabled only to who has the password", async () => {
    using fixture = await openLogin();
    const { IdToken } = await fixture.signIn();
    await createLocalIdentityProvider(fixture).disable(decodeJwt(IdToken).sub ?? "");
    const browser = fixture.newBrowser();
    const page = await browser.open(fixture.authorizeUrl());
    expect((await browser.submit(page, { username: ada.email, password: "Wrong-1" })).text).toContain("do not match");
    expect((await browser.submit(page, { username: ada.email, password: ada.password })).text).toContain("disabled");
  });

  it("takes no form that another site has sent", async () => {
    using fixture = await openLogin();
    const browser = fixture.newBrowser();
    const page = await browser.open(fixture.authorizeUrl());
    const given = { username: ada.email, password: ada.password };
    const answer = await browser.submit(page, given, "https://evil.example");
    expect([answer.status, answer.url.origin]).toEqual([403, publicUrl]);
    expect(fixture.hashed).not.toContain("tried");
    expect(browser.cookies.size).toBe(0);
  });

  it("runs no script, is in no frame, and lets its forms lead nowhere but home and to the client", async () => {
    using fixture = await openLogin();
    const page = await fixture.newBrowser().open(fixture.authorizeUrl());
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' https://app.example.com;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("script-src");
    expect(page.headers.get("cache-control")).toBe("no-store");
  });

  it("signs people up, who are in once they have entered the code that was mailed", async () => {
    using fixture = await openLogin();
    const browser = fixture.newBrowser();
    const page = await browser.open(fixture.authorizeUrl().replace("/oauth2/authorize", "/signup"));
    const given = { username: "grace@example.com", password: "First-Compiler-1952" };
    expect((await browser.submit(page, { ...given, username: ada.email })).text).toContain(
      "an account with that email",
    );
    expect((await browser.submit(page, { ...given, password: "simple" })).text).toContain("too simple");
    const question = await browser.submit(page, given);
    expect(question.text).toContain("A code was mailed to");
    const early = await browser.open(fixture.authorizeUrl());
    expect((await browser.submit(early, given)).text).toContain("not confirmed yet");
    expect((await browser.submit(early, { ...given, password: "Wrong-1" })).text).toContain("do not match");
    const first = fixture.mailedCode();
    expect((await browser.submit(question, { resend: "yes" })).text).toContain("Another code is on its way.");
    const code = fixture.mailedCode();
    const wrong = await browser.submit(question, { code: first === code ? "000000" : first });
    expect(wrong.text).toContain("That code is not right.");
    expect(browser.cookies.size).toBe(0);
    const back = await browser.submit(wrong, { code });
    expect(await fixture.exchange(codeIn(back.url))).toMatchObject(signedIn);
    expect((await browser.submit(wrong, { code })).status).toBe(400);
    expect(fixture.confirmed.at(-1)).toMatchObject({ email: "grace@example.com" });
  });

  it("lets people choose another password by a mailed code, and says nothing of who is here", async () => {
    using fixture = await openLogin();
    const browser = fixture.newBrowser();
    const page = await browser.open(fixture.authorizeUrl().replace("/oauth2/authorize", "/forgotPassword"));
    const mails = fixture.mails.length;
    const nobody = await browser.submit(page, { username: "nobody@example.com" });
    expect(fixture.mails).toHaveLength(mails);
    const asked = await browser.submit(page, { username: ada.email });
    expect(asked.text.replaceAll(ada.email, "")).toBe(nobody.text.replaceAll("nobody@example.com", ""));
    const code = fixture.mailedCode();
    const simple = await browser.submit(asked, { code, password: "simple" });
    expect(simple.text).toContain("That password is too simple");
    const wrong = await browser.submit(asked, { code: code === "000000" ? "000001" : "000000", password: "Another-1" });
    expect(wrong.text).toContain("That code is not right.");
    const done = await browser.submit(wrong, { code, password: "Another-Password-1" });
    expect(done.text).toContain("Your password is changed.");
    const back = await browser.submit(done, { username: ada.email, password: "Another-Password-1" });
    expect(codeIn(back.url)).not.toBe("");
  });
});

describe("a browser in which somebody is signed in", () => {
  it("goes through without another question for an hour, unless the client wants one", async () => {
    using fixture = await openLogin();
    const browser = fixture.newBrowser();
    await fixture.signInWith(browser);
    expect(codeIn((await browser.open(fixture.authorizeUrl())).url)).not.toBe("");
    expect(codeIn((await browser.open(fixture.authorizeUrl({ prompt: "none" }))).url)).not.toBe("");
    for (const prompt of ["login", "select_account"]) {
      expect((await browser.open(fixture.authorizeUrl({ prompt }))).url.pathname).toBe("/login");
    }
    expect((await fixture.newBrowser().open(fixture.authorizeUrl())).url.pathname).toBe("/login");
    fixture.clock.advance(minutes(60));
    expect((await browser.open(fixture.authorizeUrl())).url.pathname).toBe("/login");
  });

  it("is known by a cookie that no script and no other site gets, and never by the same one twice", async () => {
    using fixture = await openLogin();
    const browser = fixture.newBrowser();
    const page = await browser.open(fixture.authorizeUrl());
    const given = { username: ada.email, password: ada.password };
    const { headers } = await browser.submit(page, given);
    expect(headers.get("set-cookie")).toMatch(
      /^__Host-tintype-login=[\w-]{43}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure$/,
    );
    const before = new Map(browser.cookies);
    await browser.submit(page, given);
    const thief = fixture.newBrowser();
    for (const [name, value] of before) thief.cookies.set(name, value);
    expect((await thief.open(fixture.authorizeUrl())).url.pathname).toBe("/login");
  });

  it("is signed out by /logout, which leads to registered addresses alone; tokens stay", async () => {
    using fixture = await openLogin();
    const browser = fixture.newBrowser();
    const tokens = await fixture.exchange(codeIn(await fixture.signInWith(browser)));
    const leave = (query: Record<string, string>) => browser.open(`${publicUrl}/logout?${new URLSearchParams(query)}`);
    for (const logout_uri of ["https://evil.example/", callback, `${goodbye}?x`]) {
      const refused = await leave({ client_id: "web", logout_uri });
      expect([refused.status, refused.url.origin]).toEqual([400, publicUrl]);
    }
    expect((await leave({ client_id: "nobody", logout_uri: goodbye })).status).toBe(400);
    expect(codeIn((await browser.open(fixture.authorizeUrl())).url)).not.toBe("");
    expect((await leave({ client_id: "web", logout_uri: goodbye })).url.href).toBe(goodbye);
    expect(browser.cookies.size).toBe(0);
    expect((await browser.open(fixture.authorizeUrl())).url.pathname).toBe("/login");
    const refresh = { grant_type: "refresh_token", client_id: "web", refresh_token: String(tokens["refresh_token"]) };
    expect(await fixture.post("/oauth2/token", refresh)).toMatchObject(signedIn);
    const again = new URL(fixture.authorizeUrl()).searchParams;
    expect((await leave(Object.fromEntries(again))).url.pathname).toBe("/login");
  });

  it.each([
    ["disabled", (fixture: LoginFixture, subject: string) => createLocalIdentityProvider(fixture).disable(subject)],
    [
      "signed out everywhere",
      async (fixture: LoginFixture) => {
        const { AccessToken } = await fixture.signIn();
        await fixture.call("GlobalSignOut", { AccessToken });
      },
    ],
  ])("asks again once they are %s", async (_, change) => {
    using fixture = await openLogin();
    const browser = fixture.newBrowser();
    const tokens = await fixture.exchange(codeIn(await fixture.signInWith(browser)));
    await change(fixture, decodeJwt(String(tokens["access_token"])).sub ?? "");
    expect((await browser.open(fixture.authorizeUrl())).url.pathname).toBe("/login");
  });
});

/** RFC 6238 with the usual parameters. */
function totp(base32: string, millis: number): string {
  const bits = Array.from(base32, (letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  ).join("");
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(millis / 30_000)));
  const mac = createHmac("sha1", secret).update(counter).digest();
  return String((mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
