import * as z from "zod";
import { checkClient } from "../clients.ts";
import { invalidParameter } from "../cognito-error.ts";
import { type CodeDelivery, deliveryTo, mailCode, spendMail } from "../mailed-codes.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";
import { signInName } from "../user.ts";

const Request = z.object({ ClientId: member.clientId, Username: member.username });

/**
 * Mails a new code to somebody who has not confirmed the address yet. For a name that nobody has, and for a disabled
 * user, the answer is the same and nothing is mailed (docs.aws.amazon.com/cognito, "Managing user existence error
 * responses"). That an address is confirmed already is told, as Cognito does.
 */
export async function resendConfirmationCode(
  pool: Pool,
  body: unknown,
): Promise<{ readonly CodeDeliveryDetails: CodeDelivery }> {
  const { ClientId, Username } = readRequest(Request, body);
  checkClient(ClientId);
  const user = pool.users.find(Username);
  spendMail(pool, user?.subject ?? signInName(Username));
  if (user === undefined || !user.enabled) return { CodeDeliveryDetails: deliveryTo(user?.email ?? Username) };
  if (user.status !== "UNCONFIRMED") throw invalidParameter("User is already confirmed.");
  return { CodeDeliveryDetails: await mailCode(pool, user, "confirm") };
}
