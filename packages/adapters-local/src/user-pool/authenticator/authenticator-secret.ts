import type { Secrets } from "@tintype/core";

/** The 160 bits (RFC 4226 section 4) that an authenticator is given: derived, so that no file holds them. */
export async function authenticatorSecret(secrets: Secrets, subject: string, nonce: string): Promise<Uint8Array> {
  return Buffer.from(await secrets.mac("totp-secret", `${subject}:${nonce}`), "base64url").subarray(0, 20);
}
