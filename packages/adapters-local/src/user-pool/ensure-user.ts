import { readAttributes, readEmail } from "./attributes.ts";
import { checkPasswordPolicy } from "./password-policy.ts";
import type { Pool } from "./pool.ts";
import { randomUuid } from "./random.ts";
import type { User } from "./user.ts";

export interface EnsuredUser {
  readonly email: string;
  readonly password: string;
  /** OpenID Connect's standard claims, such as `name`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** See `UserPool.ensureUser`. */
export async function ensureUser(pool: Pool, wanted: EnsuredUser): Promise<string> {
  const email = readEmail(wanted.email);
  const known = pool.users.find(email);
  const user = known?.status === "CONFIRMED" ? known : await confirmedUser(pool, email, wanted);
  await pool.triggers.postConfirmation(pool.triggered(user));
  return user.subject;
}

async function confirmedUser(pool: Pool, email: string, wanted: EnsuredUser): Promise<User> {
  checkPasswordPolicy(wanted.password);
  const given = Object.entries(wanted.attributes ?? {}).map(([Name, Value]) => ({ Name, Value }));
  const attributes = readAttributes(given, email);
  const passwordHash = await pool.passwords.hash(wanted.password);
  const at = pool.clock.now();
  const subject = pool.users.find(email)?.subject;
  if (subject === undefined) pool.users.add({ subject: randomUuid(pool.random), email, passwordHash, attributes, at });
  else pool.users.setPassword(subject, passwordHash, at);
  const added = pool.users.find(email);
  if (added === undefined) throw new Error("A user who was just added is gone.");
  pool.users.confirm(added.subject, at);
  pool.codes.remove(added.subject, "confirm");
  return { ...added, status: "CONFIRMED", emailVerified: true };
}
