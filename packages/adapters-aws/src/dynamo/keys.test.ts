import { PhotoId, UserId } from "@tintype/core";
import { nextUlid } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { identityKey, settledKey, sharesOf, usageKey } from "./keys.ts";

describe("keys of the core table", () => {
  it("tell identities apart that are written together alike, and take issuers of any length", () => {
    const keys = [
      { issuer: "https://pool.example/a", subject: "b" },
      { issuer: "https://pool.example", subject: "/ab" },
      { issuer: "https://pool.example/a", subject: "B" },
      { issuer: `https://${"x".repeat(3_000)}.example`, subject: "b" },
    ].map((identity) => identityKey(identity).pk);
    expect(new Set(keys).size).toBe(4);
    for (const key of keys) expect(key).toMatch(/^IDENTITY#[0-9a-f]{64}$/);
  });

  it("keep an owner's sums and settled photos together, and apart from others'", () => {
    const [owner, other] = [UserId.parse(nextUlid()), UserId.parse(nextUlid())];
    const photo = PhotoId.parse(nextUlid());
    expect(settledKey(owner, photo).pk).toBe(usageKey(owner).pk);
    expect(settledKey(owner, photo).sk).not.toBe(usageKey(owner).sk);
    expect(settledKey(other, photo)).not.toEqual(settledKey(owner, photo));
  });

  it("keep the list of one photo's shares apart from that of all", () => {
    const [owner, photo] = [UserId.parse(nextUlid()), PhotoId.parse(nextUlid())];
    expect(sharesOf(owner, photo)).not.toBe(sharesOf(owner));
  });
});
