import { createPublicKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { InstallationKeys, signingWith, urlKeyParameters, withRotation } from "./installation-keys.ts";

const first = withRotation(undefined, 1);

describe("the keys of an installation", () => {
  it("are made once: whoever deploys again finds them as they were", () => {
    expect(InstallationKeys.parse(first)).toEqual(first);
    expect(withRotation(first, 1)).toEqual(first);
    expect(first.master).not.toBe(first.edge);
  });

  it("sign addresses with RSA of 2,048 bits, whose public half the template is told", () => {
    const { UrlKey1 = "" } = urlKeyParameters(first, 1);
    expect(UrlKey1).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
    expect(createPublicKey(UrlKey1).asymmetricKeyDetails?.modulusLength).toBe(2_048);
    expect(JSON.stringify(urlKeyParameters(first, 1))).not.toContain("PRIVATE");
  });

  it("give the functions a new signing key with its name, and nothing else", () => {
    const signed = signingWith(first, 1, "K1");
    expect(signed).toEqual({ ...first, urls: { id: "K1", privateKeyPem: first.urlKeys["1"] } });
  });

  it("follow one another: both count, and the functions sign with the old one until CloudFront knows the new", () => {
    const second = withRotation(signingWith(first, 1, "K1"), 2);
    expect(second.urls).toEqual({ id: "K1", privateKeyPem: first.urlKeys["1"] });
    expect(second.urlKeys["2"]).not.toBe(first.urlKeys["1"]);
    expect(urlKeyParameters(second, 2)).toMatchObject(urlKeyParameters(first, 1));
    expect(Object.keys(urlKeyParameters(second, 2))).toEqual(["UrlKey2", "UrlKey1"]);
    expect(second).toMatchObject({ master: first.master, edge: first.edge });
  });

  it("go neither back nor two steps: the key that signs now has to count afterwards", () => {
    const second = signingWith(withRotation(signingWith(first, 1, "K1"), 2), 2, "K2");
    expect(withRotation(second, 2)).toEqual(second);
    for (const rotation of [1, 4])
      expect(() => withRotation(second, rotation)).toThrow("say rotation=2, or 3 for a new key");
    // A second key that no functions sign with yet can be left again.
    const begun = withRotation(signingWith(first, 1, "K1"), 2);
    expect(withRotation(begun, 1)).toEqual(begun);
    expect(() => withRotation(begun, 3)).toThrow("signs with key number 1");
  });

  it("cannot skip a number", () => {
    expect(() => urlKeyParameters(withRotation(first, 3), 3)).toThrow("there is no key number 2 yet");
  });
});
