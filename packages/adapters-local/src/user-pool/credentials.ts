import type { Pool } from "./pool.ts";
import { type StoredVerifier, storedVerifier } from "./srp/password-verifier.ts";
import { userPoolNames } from "./user-pool-names.ts";

/** What is kept of a password: all that is needed to check one that was sent, and one that was proved. */
export interface Credentials {
  readonly passwordHash: string;
  readonly srp: StoredVerifier;
}

/** As clients call the pool when they sign in by SRP: what follows the region in its id. */
export const poolName = userPoolNames.userPoolId.replace(/^.*?_/, "");

/** Throws `too_many_password_checks`. */
export async function credentialsOf(pool: Pool, subject: string, password: string): Promise<Credentials> {
  const passwordHash = await pool.passwords.hash(password);
  return { passwordHash, srp: await storedVerifier(pool.secrets, srpIdentity(subject), password, pool.random(16)) };
}

export const srpIdentity = (subject: string): string => `${poolName}${subject}`;
