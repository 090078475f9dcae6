import * as z from "zod";
import { checkClient } from "../clients.ts";
import { type CodeDelivery, deliverCode, deliveryTo, newCode, spendMail } from "../mailed-codes.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";
import { signInName } from "../user.ts";

const Request = z.object({ ClientId: member.clientId, Username: member.username });

/**
 * Mails a code that sets a new password. For a name that nobody has, and for a user who is disabled, not confirmed, or
 * yet to choose a password at all, the answer is the same and nothing is mailed (docs.aws.amazon.com/cognito, "Managing
 * user existence error responses"): as much is computed and committed for them, up to the mail itself.
 */
export async function forgotPassword(
  pool: Pool,
  body: unknown,
): Promise<{ readonly CodeDeliveryDetails: CodeDelivery }> {
  const { ClientId, Username } = readRequest(Request, body);
  checkClient(ClientId);
  const user = pool.users.find(Username);
  const whose = user?.subject ?? signInName(Username);
  const canBeMailed = user?.enabled === true && user.emailVerified && user.status === "CONFIRMED";
  const { code, keep } = await newCode(pool, whose, "reset");
  pool.atOnce(() => {
    spendMail(pool, whose);
    if (canBeMailed) keep(user.email);
  });
  return {
    CodeDeliveryDetails: canBeMailed
      ? await deliverCode(pool, "reset", code, user.email)
      : deliveryTo(user?.email ?? Username),
  };
}
