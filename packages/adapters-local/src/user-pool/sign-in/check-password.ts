import type { Caller } from "../address-limits.ts";
import { notAuthorized } from "../cognito-error.ts";
import { keepVerifier } from "../keep-verifier.ts";
import type { Pool } from "../pool.ts";
import { signInName, type User } from "../user.ts";

/**
 * Whose password that is. Unknown names and wrong passwords get one answer, `NotAuthorizedException`, after the same
 * work; after too many of them nothing is tried for a while.
 */
export async function checkPassword(pool: Pool, caller: Caller, username: string, password: string): Promise<User> {
  const name = pool.users.find(username)?.subject ?? signInName(username);
  return pool.inTurn(name, async () => {
    pool.attempts.checkLock("password", name);
    await pool.limits.admitGuess(caller, "password", name);
    await pool.limits.admitWork(caller, "hash");
    const hash = pool.users.find(username)?.passwordHash;
    const isRight = await pool.passwords.verify(password, hash);
    // What has changed meanwhile counts: a user who was removed or disabled, or another password.
    const user = pool.users.find(username);
    if (!isRight || user?.passwordHash !== hash || user === undefined) {
      pool.attempts.wrong("password", name);
      throw notAuthorized("Incorrect username or password.");
    }
    pool.attempts.right("password", name);
    await pool.limits.forgive(caller, "password", name);
    await keepVerifier(pool, user, password);
    return user;
  });
}
