import type { StoredVerifier } from "./srp/password-verifier.ts";
import { userPoolNames } from "./user-pool-names.ts";

/** What is kept of a password: all that is needed to check one that was sent, and one that was proved. */
export interface Credentials {
  readonly passwordHash: string;
  readonly srp: StoredVerifier;
}

/** As clients call the pool when they sign in by SRP: what follows the region in its id. */
export const poolName = userPoolNames.userPoolId.replace(/^.*?_/, "");

/** Whom a verifier is of. */
export const srpIdentity = (subject: string): string => `${poolName}${subject}`;
