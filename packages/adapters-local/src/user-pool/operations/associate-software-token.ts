import * as z from "zod";
import { authenticatorSecret } from "../authenticator/authenticator-secret.ts";
import { base32 } from "../authenticator/totp.ts";
import { authorizedUser } from "../authorized-user.ts";
import { notAuthorized } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import { randomToken } from "../random.ts";
import { member, readRequest } from "../request.ts";

const Request = z.object({ AccessToken: member.accessToken.nullish(), Session: member.session.nullish() });

/**
 * Offers a new authenticator, told once. An earlier one goes on counting until the new one has shown a code
 * (`VerifySoftwareToken`). Nobody is made to have one, so there is no session to set it up in.
 */
export async function associateSoftwareToken(pool: Pool, body: unknown): Promise<{ readonly SecretCode: string }> {
  const { AccessToken } = readRequest(Request, body);
  if (AccessToken === undefined || AccessToken === null) throw notAuthorized("Invalid session for the user.");
  const { subject } = await authorizedUser(pool, AccessToken);
  const nonce = randomToken(pool.random);
  pool.authenticators.offer(subject, nonce);
  return { SecretCode: base32(await authenticatorSecret(pool.secrets, subject, nonce)) };
}
