import * as z from "zod";
import { readAttributes, readEmail } from "../attributes.ts";
import { authorizedUser } from "../authorized-user.ts";
import { invalidParameter } from "../cognito-error.ts";
import { type CodeDelivery, mailCode, spendMail } from "../mailed-codes.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";
import { signInName } from "../user.ts";

const Request = z.object({ AccessToken: member.accessToken, UserAttributes: member.attributes });

/**
 * Changes what somebody says of themselves. Another address counts from the moment that it is proved
 * (`VerifyUserAttribute`); until then the old one stays, and a code is mailed to the new one, whoever has it: that it
 * is taken learns only who proves to own it.
 */
export async function updateUserAttributes(
  pool: Pool,
  body: unknown,
): Promise<{ readonly CodeDeliveryDetailsList: readonly CodeDelivery[] }> {
  const { AccessToken, UserAttributes } = readRequest(Request, body);
  const user = await authorizedUser(pool, AccessToken);
  const given = UserAttributes ?? [];
  if (given.length === 0) throw invalidParameter("No attributes were given.");
  const email = given.findLast(({ Name }) => Name === "email");
  const others = given.filter(({ Name }) => Name !== "email");
  const attributes = { ...user.attributes, ...readAttributes(others, user.email) };
  const address = email === undefined ? user.email : readEmail(email.Value ?? "");
  const changes = signInName(address) !== signInName(user.email);
  if (changes) spendMail(pool, user.subject);
  pool.users.setAttributes(user.subject, attributes, pool.clock.now());
  return { CodeDeliveryDetailsList: changes ? [await mailCode(pool, user, "verify", address)] : [] };
}
