import { SaveConflict } from "@tintype/core";
import * as z from "zod";
import type { Caller } from "../address-limits.ts";
import { authorizedUser } from "../authorized-user.ts";
import { CognitoError, invalidParameter } from "../cognito-error.ts";
import { checkCode } from "../mailed-codes.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";

const Request = z.object({
  AccessToken: member.accessToken,
  AttributeName: member.attributeName,
  Code: member.code,
});

/** Codes that somebody may try within an hour. */
const mostTries = 10;

/**
 * Proves an address by the code that was mailed there; from now on the user signs in with it, and what was mailed to the
 * earlier one is worth nothing. Throws `AliasExistsException` where it belongs to somebody else.
 */
export async function verifyUserAttribute(pool: Pool, body: unknown, caller: Caller): Promise<object> {
  const { AccessToken, AttributeName, Code } = readRequest(Request, body);
  const user = await authorizedUser(pool, AccessToken);
  if (AttributeName !== "email") throw invalidParameter(`${AttributeName} is not an attribute that can be verified.`);
  await pool.limits.admitGuess(caller, "code", user.subject);
  pool.attempts.spend("verify", user.subject, mostTries);
  const { address = user.email } = await checkCode(pool, user, "verify", Code);
  try {
    pool.users.setEmail(user.subject, address, pool.clock.now());
  } catch (cause) {
    if (!(cause instanceof SaveConflict)) throw cause;
    throw new CognitoError("AliasExistsException", "An account with the given email already exists.", { cause });
  }
  const changed = { ...user, email: address, emailVerified: true };
  await pool.trigger("AddressChanged", () => pool.triggers.addressChanged(pool.triggered(changed)));
  for (const purpose of ["verify", "reset"] as const) pool.codes.remove(user.subject, purpose);
  pool.attempts.forget("verify", user.subject);
  await pool.limits.forgive(caller, "code", user.subject);
  return {};
}
