import { type Credentials, srpIdentity } from "./credentials.ts";
import type { Pool } from "./pool.ts";
import { storedVerifier } from "./srp/password-verifier.ts";

/** Throws `too_many_password_checks`. */
export async function makeCredentials(pool: Pool, subject: string, password: string): Promise<Credentials> {
  const passwordHash = await pool.passwords.hash(password);
  return { passwordHash, srp: await storedVerifier(pool.secrets, srpIdentity(subject), password, pool.random(16)) };
}
