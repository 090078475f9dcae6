import { generateKeyPairSync } from "node:crypto";

/** A key that nobody has had before. */
export const rsaPem = (): string =>
  generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
