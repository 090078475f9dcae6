import { minutes, seconds } from "@tintype/core";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { createLocalIdentityProvider } from "../../user-pool/local-identity-provider.ts";
import { publicUrl } from "../../user-pool/user-pool.fixture.ts";
import {
  callback,
  challengeOf,
  codeIn,
  type LoginFixture,
  openLogin,
  otherCallback,
  verifier,
} from "../managed-login.fixture.ts";

const refusedCode = { status: 400, error: "invalid_grant" };
const signedIn = { status: 200, token_type: "Bearer", expires_in: 3_600 };
/** What a pool operation says to an access token. */
const getUser = (fixture: LoginFixture, AccessToken: unknown) => fixture.call("GetUser", { AccessToken });

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

  it("gives nothing to two who come at once", async () => {
    using fixture = await openLogin();
    const code = codeIn(await fixture.signInWith(fixture.newBrowser(), { scope: "aws.cognito.signin.user.admin" }));
    const answers = await Promise.all([fixture.exchange(code), fixture.exchange(code)]);
    expect(answers).toMatchObject([
      { status: 400, error: "invalid_grant" },
      { status: 400, error: "invalid_grant" },
    ]);
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
