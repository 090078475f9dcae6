import * as z from "zod";
import { authenticatorSecret } from "../authenticator/authenticator-secret.ts";
import { stepsAt, stepsOf } from "../authenticator/totp.ts";
import { authorizedUser } from "../authorized-user.ts";
import { CognitoError, invalidParameter, notAuthorized } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";

const Request = z.object({
  AccessToken: member.accessToken.nullish(),
  Session: member.session.nullish(),
  UserCode: member.totpCode,
});

/**
 * Takes the authenticator that was offered, having seen a code of it, which is used thereby. It is not asked for before
 * `SetUserMFAPreference` says so, unless an earlier one was.
 */
export async function verifySoftwareToken(pool: Pool, body: unknown): Promise<{ readonly Status: "SUCCESS" }> {
  const { AccessToken, UserCode } = readRequest(Request, body);
  if (AccessToken === undefined || AccessToken === null) throw notAuthorized("Invalid session for the user.");
  const { subject } = await authorizedUser(pool, AccessToken);
  const offered = pool.authenticators.get(subject)?.newNonce;
  if (offered === undefined) throw invalidParameter("User has not set up software token mfa");
  const secret = await authenticatorSecret(pool.secrets, subject, offered);
  const step = stepsOf(secret, UserCode, stepsAt(pool.clock.now())).at(-1);
  if (step === undefined) throw new CognitoError("EnableSoftwareTokenMFAException", "Code mismatch");
  pool.authenticators.accept(subject, offered, step);
  return { Status: "SUCCESS" };
}
