import { minutes } from "@tintype/core";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { createLocalIdentityProvider } from "../user-pool/local-identity-provider.ts";
import { ada, publicUrl } from "../user-pool/user-pool.fixture.ts";
import { callback, codeIn, goodbye, type LoginFixture, openLogin } from "./managed-login.fixture.ts";

const signedIn = { status: 200, token_type: "Bearer", expires_in: 3_600 };

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
