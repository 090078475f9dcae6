import { createHmac } from "node:crypto";
import { seconds } from "@tintype/core";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { createLocalIdentityProvider } from "../../user-pool/local-identity-provider.ts";
import { ada, publicUrl } from "../../user-pool/user-pool.fixture.ts";
import { codeIn, openLogin } from "../managed-login.fixture.ts";

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
