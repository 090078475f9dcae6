import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from "node:crypto";
import type { SecretPurpose, Secrets } from "@tintype/core";

export interface LocalSecretsOptions {
  /** At least 32 random bytes. Whoever has them can make every token, grant and ticket. */
  readonly masterKey: Uint8Array;
}

/** HMAC-SHA-256 under keys of 256 bits that are derived from the master key, one for each purpose (HKDF, RFC 5869). */
export function createLocalSecrets({ masterKey }: LocalSecretsOptions): Secrets {
  if (masterKey.length < 32) throw new RangeError("A master key has at least 32 bytes.");
  const keys = new Map<SecretPurpose, KeyObject>();

  const keyFor = (purpose: SecretPurpose): KeyObject => {
    const known = keys.get(purpose);
    if (known !== undefined) return known;
    const key = createSecretKey(Buffer.from(hkdfSync("sha256", masterKey, "tintype", `secrets/${purpose}`, 32)));
    keys.set(purpose, key);
    return key;
  };
  const digest = (purpose: SecretPurpose, message: string): Buffer =>
    createHmac("sha256", keyFor(purpose)).update(message).digest();

  return {
    async mac(purpose, message) {
      return digest(purpose, message).toString("base64url");
    },
    async verify(purpose, message, mac) {
      const candidate = Buffer.from(mac, "base64url");
      // Decoding is lenient: what it makes the same of is not the same.
      if (candidate.length !== 32 || candidate.toString("base64url") !== mac) return false;
      return timingSafeEqual(candidate, digest(purpose, message));
    },
  };
}
