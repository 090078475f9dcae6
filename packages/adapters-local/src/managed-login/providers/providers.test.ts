import { minutes } from "@tintype/core";
import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { createLocalIdentityProvider } from "../../user-pool/local-identity-provider.ts";
import { ada, publicUrl, signingKey } from "../../user-pool/user-pool.fixture.ts";
import { type Browser, callback, codeIn, type LoginFixture, openLogin, type Shown } from "../managed-login.fixture.ts";

const open = () => openLogin({ standInKey: async (kid) => ({ ...signingKey, kid }) });
const scope = "openid email profile aws.cognito.signin.user.admin";

/** Goes to a provider, says who one is there, and comes back. */
async function visit(
  fixture: LoginFixture,
  browser: Browser,
  identity_provider: string,
  given: Record<string, string>,
): Promise<Shown> {
  const page = await browser.open(fixture.authorizeUrl({ identity_provider, scope }));
  expect(page.text).toContain("stand-in");
  const answer = await browser.submit(page, given);
  // Apple's answer is a form that sends itself.
  return answer.text.includes("Back to Tintype") ? browser.submit(answer, {}) : answer;
}

async function signInBy(fixture: LoginFixture, provider: string, email: string) {
  const { url } = await visit(fixture, fixture.newBrowser(), provider, { email });
  expect(url.href.startsWith(`${callback}?`)).toBe(true);
  const tokens = await fixture.exchange(codeIn(url));
  expect(tokens).toMatchObject({ status: 200 });
  return {
    id: decodeJwt(String(tokens["id_token"])),
    access: decodeJwt(String(tokens["access_token"])),
    accessToken: String(tokens["access_token"]),
  };
}

describe.each([
  ["Google", /^Google_\d{21}$/],
  ["SignInWithApple", /^SignInWithApple_\d{6}\.[0-9a-f]{32}\.\d{4}$/],
])("somebody who continues with %s", (provider, username) => {
  it("gets an account of its own, named as Cognito does, with the identity in the ID token", async () => {
    using fixture = await open();
    const { id, access, accessToken } = await signInBy(fixture, provider, "grace@example.com");
    const name = id["cognito:username"];
    expect(name).toMatch(username);
    expect(access["username"]).toBe(name);
    expect(id).toMatchObject({ email: "grace@example.com", email_verified: true, nonce: "nonce-1" });
    const userId = String(name).replace(`${provider}_`, "");
    expect(id["identities"]).toEqual([
      {
        userId,
        providerName: provider,
        providerType: provider,
        issuer: null,
        primary: "true",
        dateCreated: String(Date.parse(fixture.clock.now())),
      },
    ]);
    expect(fixture.confirmed.at(-1)).toMatchObject({ subject: id.sub, email: "grace@example.com" });
    expect(await fixture.call("GetUser", { AccessToken: accessToken })).toMatchObject({ Username: name });
    const again = await signInBy(fixture, provider, "grace@example.com");
    expect(again.id.sub).toBe(id.sub);
  });

  it("is who has that address here already", async () => {
    using fixture = await open();
    const { IdToken } = await fixture.signIn();
    const { sub } = decodeJwt(IdToken);
    const { id } = await signInBy(fixture, provider, ada.email);
    expect(id).toMatchObject({ sub, "cognito:username": sub, identities: [{ primary: "false" }] });
    expect(decodeJwt((await fixture.signIn()).IdToken).sub).toBe(sub);
  });

  it("comes back as nobody when they cancel there", async () => {
    using fixture = await open();
    const browser = fixture.newBrowser();
    const { url } = await visit(fixture, browser, provider, { cancel: "yes" });
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ error: "access_denied", state: "state-1" });
    expect((await browser.open(fixture.authorizeUrl({ prompt: "none" }))).url.search).toContain("login_required");
  });
});

describe("the word of a provider", () => {
  it("links nobody by an address that it has not verified", async () => {
    using fixture = await open();
    const browser = fixture.newBrowser();
    const { url } = await visit(fixture, browser, "Google", { email: ada.email, verified: "no" });
    expect(url.searchParams.get("error")).toBe("access_denied");
    expect(url.searchParams.get("error_description")).toContain("not verified");
  });

  it("lets nobody keep a way in who signed up with the address before, without proving it", async () => {
    using fixture = await open();
    const [Username, Password] = ["grace@example.com", "Of-Somebody-Else-1"];
    await fixture.call("SignUp", { ClientId: "web", Username, Password });
    const ConfirmationCode = fixture.mailedCode();
    const { id } = await signInBy(fixture, "Google", Username);
    const AuthParameters = { USERNAME: Username, PASSWORD: Password };
    const auth = { ClientId: "web", AuthFlow: "USER_PASSWORD_AUTH", AuthParameters };
    expect(await fixture.call("InitiateAuth", auth)).toMatchObject({ message: "Incorrect username or password." });
    const confirmation = await fixture.call("ConfirmSignUp", { ClientId: "web", Username, ConfirmationCode });
    expect(confirmation["status"]).toBe(400);
    expect((await signInBy(fixture, "Google", Username)).id.sub).toBe(id.sub);
  });

  it("opens one account by two providers, and gives no password to anybody", async () => {
    using fixture = await open();
    const first = await signInBy(fixture, "Google", "grace@example.com");
    const second = await signInBy(fixture, "SignInWithApple", "grace@example.com");
    expect(second.id.sub).toBe(first.id.sub);
    expect(second.id["identities"]).toMatchObject([{ primary: "true" }, { primary: "false" }]);
    expect(second.id["cognito:username"]).toBe(first.id["cognito:username"]);
    const mails = fixture.mails.length;
    await fixture.call("ForgotPassword", { ClientId: "web", Username: "grace@example.com" });
    expect(fixture.mails).toHaveLength(mails);
    const AuthParameters = { USERNAME: "grace@example.com", PASSWORD: "" };
    for (const PASSWORD of ["undefined", "null", " "]) {
      const auth = { ClientId: "web", AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { ...AuthParameters, PASSWORD } };
      expect(await fixture.call("InitiateAuth", auth)).toMatchObject({ __type: "NotAuthorizedException" });
    }
  });

  it("opens nothing for somebody who is disabled", async () => {
    using fixture = await open();
    const { id } = await signInBy(fixture, "Google", "grace@example.com");
    await createLocalIdentityProvider(fixture).disable(id.sub ?? "");
    const { url } = await visit(fixture, fixture.newBrowser(), "Google", { email: "grace@example.com" });
    expect(url.searchParams.get("error")).toBe("access_denied");
  });

  it("goes with the account", async () => {
    using fixture = await open();
    const first = await signInBy(fixture, "Google", "grace@example.com");
    expect(await fixture.call("DeleteUser", { AccessToken: first.accessToken })).toEqual({ status: 200 });
    expect((await signInBy(fixture, "Google", "grace@example.com")).id.sub).not.toBe(first.id.sub);
  });
});

describe("coming back from a provider", () => {
  /** The address with which the provider sends somebody back, before the browser follows it. */
  async function wayBack(fixture: LoginFixture, browser: Browser): Promise<string> {
    const page = await browser.open(fixture.authorizeUrl({ identity_provider: "Google", prompt: "login" }));
    const action = /action="([^"]*)"/.exec(page.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const body = new URLSearchParams({ email: "grace@example.com", verified: "yes" });
    const response = await fixture.login.handle(new Request(new URL(action, publicUrl), { method: "POST", body }));
    return response.headers.get("location") ?? "";
  }

  it("works once, in the browser that set out, within ten minutes", async () => {
    using fixture = await open();
    const browser = fixture.newBrowser();
    const stolen = await fixture.newBrowser().open(await wayBack(fixture, browser));
    expect([stolen.status, stolen.url.origin]).toEqual([400, publicUrl]);
    const back = await wayBack(fixture, browser);
    expect(codeIn((await browser.open(back)).url)).not.toBe("");
    expect((await browser.open(back)).status).toBe(400);
    const late = await wayBack(fixture, browser);
    fixture.clock.advance(minutes(10));
    expect((await browser.open(late)).status).toBe(400);
  });

  it("with a code of another journey signs nobody in", async () => {
    using fixture = await open();
    const browser = fixture.newBrowser();
    const [mine, theirs] = [new URL(await wayBack(fixture, browser)), new URL(await wayBack(fixture, browser))];
    mine.searchParams.set("code", theirs.searchParams.get("code") ?? "");
    const { url } = await browser.open(mine.href);
    expect(url.searchParams.get("error")).toBe("server_error");
    expect(fixture.reported).toEqual([]);
  });
});

describe("a stand-in", () => {
  it("is an issuer of its own, and trusts the pool alone", async () => {
    using fixture = await open();
    const issuer = `${publicUrl}/stand-ins/google`;
    const read = async (path: string) =>
      (await (await fixture.login.handle(new Request(`${issuer}${path}`))).json()) as Record<string, unknown>;
    expect(await read("/.well-known/openid-configuration")).toMatchObject({ issuer, jwks_uri: `${issuer}/keys` });
    const keys = createRemoteJWKSet(new URL(`${issuer}/keys`), {
      [customFetch]: async (url: string) => fixture.login.handle(new Request(url)),
    });
    const { AccessToken } = await fixture.signIn();
    await expect(jwtVerify(AccessToken, keys)).rejects.toThrow();
    const form = { grant_type: "authorization_code", client_id: "tintype", client_secret: "guess", code: "x" };
    const refused = await fixture.post("/stand-ins/google/token", form);
    expect(refused).toEqual({ status: 401, error: "invalid_client" });
    const elsewhere = `${issuer}/authorize?client_id=tintype&response_type=code&redirect_uri=https://evil.example/`;
    const page = await fixture.newBrowser().open(elsewhere);
    expect([page.status, page.url.origin]).toEqual([400, publicUrl]);
  });

  it("is not there unless there is a key for it", async () => {
    using fixture = await openLogin();
    expect(fixture.login.paths.filter((path) => path.startsWith("/stand-ins"))).toEqual([]);
    const page = await fixture.newBrowser().open(fixture.authorizeUrl());
    expect(page.text).not.toContain("Continue with");
    const { url } = await fixture.newBrowser().open(fixture.authorizeUrl({ identity_provider: "Google" }));
    expect(url.searchParams.get("error")).toBe("invalid_request");
  });
});
