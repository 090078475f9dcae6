import { describe, expect, it } from "vitest";
import { publicUrl } from "../user-pool/user-pool.fixture.ts";
import { callback, codeIn, openLogin, otherCallback, verifier } from "./managed-login.fixture.ts";

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
