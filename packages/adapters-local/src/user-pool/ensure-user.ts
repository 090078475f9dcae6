import { readAttributes, readEmail } from "./attributes.ts";
import { keepVerifier } from "./keep-verifier.ts";
import { makeCredentials } from "./make-credentials.ts";
import { checkPasswordPolicy } from "./password-policy.ts";
import type { Pool } from "./pool.ts";
import { randomUuid } from "./random.ts";
import type { User } from "./user.ts";

export interface EnsuredUser {
  readonly email: string;
  readonly password: string;
  /** Whether the password opens nothing but the way to another one, as one does that an administrator gave. */
  readonly temporary?: boolean;
  /** OpenID Connect's standard claims, such as `name`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** See `UserPool.ensureUser`. */
export async function ensureUser(pool: Pool, wanted: EnsuredUser): Promise<string> {
  const email = readEmail(wanted.email);
  const known = pool.users.find(email);
  const user = known === undefined || known.status === "UNCONFIRMED" ? await addedUser(pool, email, wanted) : known;
  if (user.srp === undefined && (await pool.passwords.verify(wanted.password, user.passwordHash))) {
    await keepVerifier(pool, user, wanted.password);
  }
  await pool.triggers.postConfirmation(pool.triggered(user));
  return user.subject;
}

async function addedUser(pool: Pool, email: string, wanted: EnsuredUser): Promise<User> {
  checkPasswordPolicy(wanted.password);
  const given = Object.entries(wanted.attributes ?? {}).map(([Name, Value]) => ({ Name, Value }));
  const attributes = readAttributes(given, email);
  const known = pool.users.find(email)?.subject;
  const subject = known ?? randomUuid(pool.random);
  const credentials = await makeCredentials(pool, subject, wanted.password);
  const at = pool.clock.now();
  pool.atOnce(() => {
    if (known === undefined) pool.users.add({ subject, email, ...credentials, attributes, at });
    pool.users.setCredentials(subject, credentials, at, wanted.temporary === true ? "temporary" : undefined);
    pool.users.confirm(subject, at);
    pool.codes.remove(subject, "confirm");
  });
  const added = pool.users.get(subject);
  if (added === undefined) throw new Error("A user who was just added is gone.");
  return added;
}
