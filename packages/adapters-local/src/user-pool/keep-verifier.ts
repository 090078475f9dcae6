import { srpIdentity } from "./credentials.ts";
import type { Pool } from "./pool.ts";
import { storedVerifier } from "./srp/password-verifier.ts";
import type { User } from "./user.ts";

/** From now on the user can prove the password, too: whoever came before SRP did has a hash alone. */
export async function keepVerifier(pool: Pool, user: User, password: string): Promise<void> {
  const { subject, passwordHash, status, srp: known } = user;
  if (known !== undefined || status !== "CONFIRMED") return;
  const srp = await storedVerifier(pool.secrets, srpIdentity(subject), password, pool.random(16));
  pool.users.setCredentials(subject, { passwordHash, srp }, pool.clock.now());
}
