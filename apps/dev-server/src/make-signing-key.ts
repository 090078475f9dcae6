import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { SigningKey } from "@tintype/adapters-local";

/** A new RSA key for as long as this process runs; making it takes a tenth of a second of another thread. */
export async function makeSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2_048 });
  return { kid, privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }) as string };
}
