/**
 * What a purpose's key is used for; one key per purpose, so that what is made for one is worth nothing for another.
 * `api-key` derives the keys of programs, `api-key-digest` what is stored of them;
 * `session-token` proves that temporary credentials are ours, and `session-secret` derives their secret key;
 * `share-token` derives the tokens of links, `share-token-digest` what is stored of them;
 * `mailed-code` makes what is stored of a code that was mailed, `srp-verifier` hides what is stored of a password beside
 * its slow hash, `totp-secret` derives the secret of a second factor, and `sign-in-decoy` makes up what is answered for
 * names that nobody has.
 */
export type SecretPurpose =
  | "share-token"
  | "share-token-digest"
  | "api-key"
  | "api-key-digest"
  | "grant"
  | "cursor"
  | "upload-ticket"
  | "session-token"
  | "session-secret"
  | "mailed-code"
  | "srp-verifier"
  | "totp-secret"
  | "sign-in-decoy";

/** Keyed digests: HMAC-SHA-256 (RFC 2104) under a key of at least 32 random bytes that never leaves the adapter. */
export interface Secrets {
  /** The digest of `message` in base64url without padding (43 characters, 256 bits); the same for the same input, always. */
  mac(purpose: SecretPurpose, message: string): Promise<string>;
  /** Whether `mac` is that digest, written canonically; takes the same time wherever a difference is. */
  verify(purpose: SecretPurpose, message: string, mac: string): Promise<boolean>;
}
