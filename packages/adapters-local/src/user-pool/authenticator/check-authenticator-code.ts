import type { Caller } from "../address-limits.ts";
import { CognitoError } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import { authenticatorSecret } from "./authenticator-secret.ts";
import { stepsAt, stepsOf } from "./totp.ts";

/**
 * Checks a code of the user's authenticator. Each step is accepted once, and none before one that was accepted. Throws
 * `CodeMismatchException` for a wrong code, after too many of which nothing is tried for a while, and
 * `ExpiredCodeException` for one that was used.
 */
export async function checkAuthenticatorCode(pool: Pool, caller: Caller, subject: string, code: string): Promise<void> {
  const nonce = pool.authenticators.get(subject)?.nonce;
  const secret = await authenticatorSecret(pool.secrets, subject, nonce ?? "");
  await pool.limits.admitGuess(caller, "totp", subject);
  // Nothing is waited for from here to the count: guesses that come together are counted one by one.
  pool.attempts.checkLock("totp", subject);
  const steps = nonce === undefined ? [] : stepsOf(secret, code, stepsAt(pool.clock.now()));
  if (steps.length === 0) {
    pool.attempts.wrong("totp", subject);
    throw new CognitoError("CodeMismatchException", "Invalid code received for user");
  }
  if (!steps.some((step) => pool.authenticators.use(subject, step))) {
    throw new CognitoError("ExpiredCodeException", "Your software token has already been used once.");
  }
  pool.attempts.right("totp", subject);
  await pool.limits.forgive(caller, "totp", subject);
}
