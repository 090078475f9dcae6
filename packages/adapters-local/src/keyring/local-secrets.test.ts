import { createHmac, hkdfSync } from "node:crypto";
import { describeSecrets } from "@tintype/core/contracts";
import { describe, expect, it } from "vitest";
import { createLocalSecrets } from "./local-secrets.ts";

const masterKey = new Uint8Array(32).fill(7);

describeSecrets({ describe, it, expect }, "local", async () => ({
  secrets: createLocalSecrets({ masterKey }),
  again: createLocalSecrets({ masterKey: Uint8Array.from(masterKey) }),
  others: createLocalSecrets({ masterKey: new Uint8Array(32).fill(8) }),
  [Symbol.asyncDispose]: async () => {},
}));

describe(createLocalSecrets, () => {
  it("is HMAC-SHA-256 under a key that HKDF derives for the purpose", async () => {
    const key = Buffer.from(hkdfSync("sha256", masterKey, "tintype", "secrets/grant", 32));
    const expected = createHmac("sha256", key).update("message").digest("base64url");
    expect(await createLocalSecrets({ masterKey }).mac("grant", "message")).toBe(expected);
  });

  it("gives the same in years to come, for links that are out there rest on it", async () => {
    const secrets = createLocalSecrets({ masterKey });
    expect(await secrets.mac("share-token", "01K9MEMRY00000000000000001")).toMatchInlineSnapshot(
      `"X60z_kyyXw0ZAOY0JTH07mYqVrmSpIgRgpZKL19ohqU"`,
    );
  });

  it("refuses a master key that is too short", () => {
    expect(() => createLocalSecrets({ masterKey: new Uint8Array(31) })).toThrow("32 bytes");
  });
});
