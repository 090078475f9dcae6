import * as z from "zod";
import type { Caller } from "../address-limits.ts";
import { checkClient } from "../clients.ts";
import { codeMismatch } from "../cognito-error.ts";
import { checkCode } from "../mailed-codes.ts";
import { makeCredentials } from "../make-credentials.ts";
import { checkPasswordPolicy } from "../password-policy.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";
import { signInName } from "../user.ts";

const Request = z.object({
  ClientId: member.clientId,
  Username: member.username,
  ConfirmationCode: member.code,
  Password: member.password,
});

/** Codes that may be tried for a name within an hour. */
const mostTries = 10;

/**
 * Sets a new password with the code that was mailed. Every try counts, for names that nobody has as well, and only a
 * right code costs a hash. As with Cognito, sessions go on: `GlobalSignOut` ends them.
 */
export async function confirmForgotPassword(pool: Pool, body: unknown, caller: Caller): Promise<object> {
  const { ClientId, Username, ConfirmationCode, Password } = readRequest(Request, body);
  checkClient(ClientId);
  checkPasswordPolicy(Password);
  const found = pool.users.find(Username);
  const name = found?.subject ?? signInName(Username);
  await pool.limits.admitGuess(caller, "code", name);
  pool.attempts.spend("reset", name, mostTries);
  const user = found?.enabled === true ? found : undefined;
  const { digest } = await checkCode(pool, user, "reset", ConfirmationCode);
  if (user === undefined) return {};
  await pool.limits.admitWork(caller, "hash");
  const credentials = await makeCredentials(pool, user.subject, Password);
  // The same code may have been used meanwhile.
  if (pool.codes.get(user.subject, "reset")?.digest !== digest) throw codeMismatch();
  pool.atOnce(() => {
    pool.codes.remove(user.subject, "reset");
    pool.users.setCredentials(user.subject, credentials, pool.clock.now());
    pool.attempts.forget("reset", name);
    pool.attempts.right("password", name);
  });
  await pool.limits.forgive(caller, "code", name);
  await pool.limits.forgive(caller, "password", name);
  return {};
}
