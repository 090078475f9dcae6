import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyPairKeyObjectResult,
} from "node:crypto";

/** As Node documents it; its types do not have this kind of key. */
const makeKeys = generateKeyPairSync as unknown as (type: "dh", options: { group: string }) => KeyPairKeyObjectResult;

/**
 * Raises a number to a secret power in the group of SRP (RFC 3526 section 4), with nothing around it, as OpenSSL does it
 * for a key of Diffie-Hellman that it has just read.
 */
export function bareExponentiation(): () => unknown {
  const [mine, theirs] = [makeKeys("dh", { group: "modp15" }), makeKeys("dh", { group: "modp15" })];
  const privateKey = mine.privateKey.export({ type: "pkcs8", format: "der" });
  const publicKey = theirs.publicKey.export({ type: "spki", format: "der" });
  return () =>
    diffieHellman({
      privateKey: createPrivateKey({ key: privateKey, type: "pkcs8", format: "der" }),
      publicKey: createPublicKey({ key: publicKey, type: "spki", format: "der" }),
    });
}
