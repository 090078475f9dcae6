import { notAuthorized } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import { completeSignIn, type SignInAnswer } from "./complete-sign-in.ts";
import { required, type SignInParameters } from "./sign-in-parameters.ts";

/** Signs in who has just confirmed the address, once, by the session that `ConfirmSignUp` gave. */
export async function signInConfirmed(
  pool: Pool,
  clientId: string,
  parameters: SignInParameters,
  session: string,
): Promise<SignInAnswer> {
  const { subject } = pool.challenges.find(session, "confirmed", clientId);
  const user = pool.users.find(required(parameters, "USERNAME"));
  if (user?.subject !== subject) throw notAuthorized("Invalid session for the user.");
  pool.challenges.close(session);
  return completeSignIn(pool, clientId, user);
}
