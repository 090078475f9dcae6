import { Unavailable } from "@tintype/core";
import { describeSecrets } from "@tintype/core/contracts";
import { describe, expect, it } from "vitest";
import { createKeyedSecrets } from "./keyed-secrets.ts";

const opened = (byte: number) => createKeyedSecrets({ masterKey: async () => new Uint8Array(32).fill(byte) });

describeSecrets({ describe, it, expect }, "keyed", async () => ({
  secrets: opened(7),
  again: opened(7),
  others: opened(8),
  [Symbol.asyncDispose]: async () => {},
}));

describe(createKeyedSecrets, () => {
  it("gives what the local world gives under the same master key", async () => {
    // The digest that adapters-local's local-secrets.test.ts holds on to.
    const expected = "X60z_kyyXw0ZAOY0JTH07mYqVrmSpIgRgpZKL19ohqU";
    expect(await opened(7).mac("share-token", "01K9MEMRY00000000000000001")).toBe(expected);
  });

  it("asks for the master key when it needs it, and again where it could not be had", async () => {
    const answers = [Promise.reject(new Unavailable("not now")), Promise.resolve(new Uint8Array(32).fill(7))];
    const secrets = createKeyedSecrets({
      masterKey: () => answers.shift() ?? Promise.reject(new Error("once too often")),
    });
    await expect(secrets.mac("grant", "message")).rejects.toMatchObject({ code: "unavailable" });
    expect(await secrets.mac("grant", "message")).toBe(await opened(7).mac("grant", "message"));
    expect(await secrets.verify("grant", "another", "")).toBe(false);
  });

  it("refuses a master key that is too short", async () => {
    const secrets = createKeyedSecrets({ masterKey: async () => new Uint8Array(31) });
    await expect(secrets.mac("grant", "message")).rejects.toThrow("32 bytes");
  });
});
