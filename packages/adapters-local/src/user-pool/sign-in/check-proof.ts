import type { Caller } from "../address-limits.ts";
import { notAuthorized } from "../cognito-error.ts";
import { poolName } from "../credentials.ts";
import type { Pool } from "../pool.ts";
import { isProved } from "../srp/srp-exchange.ts";
import type { User } from "../user.ts";
import { required, type SignInParameters } from "./sign-in-parameters.ts";

/**
 * Who has proved to know the password; each question can be answered once. Wrong proofs count as wrong passwords do, and
 * get the same answer, for names that nobody has as well.
 */
export async function checkProof(
  pool: Pool,
  caller: Caller,
  clientId: string,
  responses: SignInParameters,
): Promise<User> {
  const secretBlock = required(responses, "PASSWORD_CLAIM_SECRET_BLOCK");
  const timestamp = required(responses, "TIMESTAMP");
  const signature = required(responses, "PASSWORD_CLAIM_SIGNATURE");
  const challenge = pool.challenges.find(secretBlock, "proof", clientId);
  pool.challenges.close(secretBlock);
  const { name, subject, exchange, hidden } = challenge;
  await pool.limits.admitGuess(caller, "password", name);
  // Nothing is waited for from here to the count: guesses that come together are counted one by one.
  pool.attempts.checkLock("password", name);
  const proof = { poolName, identity: subject, secretBlock: Buffer.from(secretBlock, "base64"), timestamp, signature };
  const isRight = isProved(exchange, proof);
  const user = pool.users.get(subject);
  // What has changed meanwhile counts: a user who was removed, or another password.
  if (!isRight || user === undefined || user.srp?.hidden !== hidden) {
    pool.attempts.wrong("password", name);
    throw notAuthorized("Incorrect username or password.");
  }
  pool.attempts.right("password", name);
  await pool.limits.forgive(caller, "password", name);
  return user;
}
