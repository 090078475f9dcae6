import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from "node:crypto";
import type { SecretPurpose, Secrets } from "@tintype/core";

export interface KeyedSecretsOptions {
  /** 32 random bytes or more; asked for at the first digest, and again where it rejected. */
  readonly masterKey: () => Promise<Uint8Array>;
}

/**
 * HMAC-SHA-256 under keys that are derived from the master key, one for each purpose (HKDF, RFC 5869): the same as in the
 * local world, so that an installation that moves keeps its links. In the process, since a digest is made for every page.
 */
export function createKeyedSecrets({ masterKey }: KeyedSecretsOptions): Secrets {
  const keys = new Map<SecretPurpose, KeyObject>();

  async function keyFor(purpose: SecretPurpose): Promise<KeyObject> {
    const known = keys.get(purpose);
    if (known !== undefined) return known;
    const master = await masterKey();
    if (master.length < 32) throw new RangeError("A master key has at least 32 bytes.");
    const key = createSecretKey(Buffer.from(hkdfSync("sha256", master, "tintype", `secrets/${purpose}`, 32)));
    keys.set(purpose, key);
    return key;
  }
  const digest = async (purpose: SecretPurpose, message: string): Promise<Buffer> =>
    createHmac("sha256", await keyFor(purpose))
      .update(message)
      .digest();

  return {
    async mac(purpose, message) {
      return (await digest(purpose, message)).toString("base64url");
    },
    async verify(purpose, message, mac) {
      const expected = await digest(purpose, message);
      const candidate = Buffer.from(mac, "base64url");
      // Decoding is lenient: what it makes the same of is not the same.
      if (candidate.length !== 32 || candidate.toString("base64url") !== mac) return false;
      return timingSafeEqual(candidate, expected);
    },
  };
}
