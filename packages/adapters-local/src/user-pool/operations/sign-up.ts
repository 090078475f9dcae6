import { SaveConflict } from "@tintype/core";
import * as z from "zod";
import type { Caller } from "../address-limits.ts";
import { readAttributes, readEmail } from "../attributes.ts";
import { checkClient } from "../clients.ts";
import { CognitoError } from "../cognito-error.ts";
import { type CodeDelivery, mailCode } from "../mailed-codes.ts";
import { makeCredentials } from "../make-credentials.ts";
import { checkPasswordPolicy } from "../password-policy.ts";
import type { Pool } from "../pool.ts";
import { randomUuid } from "../random.ts";
import { member, readRequest } from "../request.ts";

const Request = z.object({
  ClientId: member.clientId,
  Username: member.username,
  Password: member.password,
  UserAttributes: member.attributes,
});

interface SignUpResponse {
  readonly CodeDeliveryDetails: CodeDelivery;
  readonly UserConfirmed: false;
  readonly UserSub: string;
}

/**
 * Adds a user who has yet to confirm the address, and mails the code for that. As with Cognito, an address that somebody
 * has signed up with is taken even while it is not confirmed: who owns it asks for the code again.
 */
export async function signUp(pool: Pool, body: unknown, caller: Caller): Promise<SignUpResponse> {
  const { ClientId, Username, Password, UserAttributes } = readRequest(Request, body);
  checkClient(ClientId);
  const email = readEmail(Username);
  const attributes = readAttributes(UserAttributes ?? [], email);
  checkPasswordPolicy(Password);
  if (pool.users.find(email) !== undefined) throw taken();
  const subject = randomUuid(pool.random);
  await pool.limits.admitWork(caller, "hash");
  const credentials = await makeCredentials(pool, subject, Password);
  try {
    pool.users.add({ subject, email, ...credentials, attributes, at: pool.clock.now() });
  } catch (error) {
    // Somebody else was faster while the password was hashed.
    throw error instanceof SaveConflict ? taken({ cause: error }) : error;
  }
  const user = pool.users.get(subject);
  if (user === undefined) throw taken();
  return { CodeDeliveryDetails: await mailCode(pool, user, "confirm"), UserConfirmed: false, UserSub: subject };
}

const taken = (options?: ErrorOptions) =>
  new CognitoError("UsernameExistsException", "An account with the given email already exists.", options);
