import * as z from "zod";
import { authorizedUser } from "../authorized-user.ts";
import { invalidParameter } from "../cognito-error.ts";
import { type CodeDelivery, mailCode, spendMail } from "../mailed-codes.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";

const Request = z.object({ AccessToken: member.accessToken, AttributeName: member.attributeName });

/** Mails a new code that proves the address: the one that is to come, where somebody is changing it. */
export async function getUserAttributeVerificationCode(
  pool: Pool,
  body: unknown,
): Promise<{ readonly CodeDeliveryDetails: CodeDelivery }> {
  const { AccessToken, AttributeName } = readRequest(Request, body);
  const user = await authorizedUser(pool, AccessToken);
  if (AttributeName !== "email") throw invalidParameter(`${AttributeName} is not an attribute that can be verified.`);
  spendMail(pool, user.subject);
  const address = pool.codes.get(user.subject, "verify")?.address ?? user.email;
  return { CodeDeliveryDetails: await mailCode(pool, user, "verify", address) };
}
