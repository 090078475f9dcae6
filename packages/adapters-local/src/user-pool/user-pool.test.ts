import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openUserPoolDatabase } from "./open-user-pool-database.ts";
import { ada, openPool, signingKey } from "./user-pool.fixture.ts";

describe("a user pool in production", () => {
  it("does not start", () => {
    expect(() => openPool({ production: true })).toThrow("The local user pool is made for development");
  });

  it("starts where somebody has decided so", () => {
    using fixture = openPool({ production: true, allowProduction: true });
    expect(fixture.pool.issuer).toBe("https://photos.example.com/user-pool/local_tintype");
  });
});

describe("the keys of a user pool", () => {
  it.each([
    ["none", [], "A user pool needs a key to sign with."],
    ["two of one id", [signingKey, signingKey], "Two signing keys have the same id."],
  ])("cannot be %s", (_, keys, message) => {
    expect(() => openPool({ keys })).toThrow(message);
  });
});

describe("a user that the pool is told to have", () => {
  it("signs in at once, with what was said of them", async () => {
    using fixture = openPool();
    const subject = await fixture.pool.ensureUser({ ...ada, attributes: { name: "Ada Lovelace" } });
    expect(await fixture.signIn()).toBeDefined();
    expect(fixture.confirmed).toMatchObject([
      { subject, email: ada.email, emailVerified: true, attributes: { name: "Ada Lovelace" } },
    ]);
    expect(fixture.mails).toEqual([]);
  });

  it("stays as they are when it is told again: no password is hashed, none is changed", async () => {
    using fixture = openPool();
    const subject = await fixture.pool.ensureUser(ada);
    fixture.hashed.length = 0;
    expect(await fixture.pool.ensureUser({ ...ada, password: "Another-Password-1" })).toBe(subject);
    expect(fixture.hashed).toEqual([]);
    expect(await fixture.signIn()).toBeDefined();
    expect(fixture.confirmed).toHaveLength(2);
  });

  it("takes the place of a sign-up that was never confirmed, with this password", async () => {
    using fixture = openPool();
    const user = { ClientId: "web", Username: ada.email };
    await fixture.call("SignUp", { ...user, Password: "Squatter-Password-1" });
    await fixture.pool.ensureUser(ada);
    expect(await fixture.signIn()).toBeDefined();
  });

  it("needs a password that the policy allows", async () => {
    using fixture = openPool();
    await expect(fixture.pool.ensureUser({ ...ada, password: "short" })).rejects.toThrow("Password not long enough");
  });
});

describe("the file of a user pool", () => {
  it("keeps users and sessions, for its owner's eyes alone", async () => {
    const folder = mkdtempSync(join(tmpdir(), "user-pool-"));
    const path = join(folder, "deep", "user-pool.db");
    const first = openPool({ database: openUserPoolDatabase(path) });
    await first.addAda();
    const { RefreshToken } = await first.signIn();
    first[Symbol.dispose]();
    using again = openPool({ database: openUserPoolDatabase(path) });
    expect(await again.call("GetTokensFromRefreshToken", { ClientId: "web", RefreshToken })).toMatchObject({
      status: 200,
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true });
  });

  it("that cannot be opened is said to be so", () => {
    expect(() => openUserPoolDatabase(tmpdir())).toThrow("opened");
  });
});
