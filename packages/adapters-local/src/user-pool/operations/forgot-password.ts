import * as z from "zod";
import { checkClient } from "../clients.ts";
import { type CodeDelivery, deliveryTo, mailCode, spendMail } from "../mailed-codes.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";
import { signInName } from "../user.ts";

const Request = z.object({ ClientId: member.clientId, Username: member.username });

/**
 * Mails a code that sets a new password. For a name that nobody has, and for a user who is disabled, not confirmed, or
 * yet to choose a password at all, the answer is the same and nothing is mailed (docs.aws.amazon.com/cognito, "Managing
 * user existence error responses").
 */
export async function forgotPassword(
  pool: Pool,
  body: unknown,
): Promise<{ readonly CodeDeliveryDetails: CodeDelivery }> {
  const { ClientId, Username } = readRequest(Request, body);
  checkClient(ClientId);
  const user = pool.users.find(Username);
  spendMail(pool, user?.subject ?? signInName(Username));
  const canBeMailed = user?.enabled === true && user.emailVerified && user.status === "CONFIRMED";
  return {
    CodeDeliveryDetails: canBeMailed ? await mailCode(pool, user, "reset") : deliveryTo(user?.email ?? Username),
  };
}
