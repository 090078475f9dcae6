import * as z from "zod";
import type { Caller } from "../address-limits.ts";
import { authorizedUser } from "../authorized-user.ts";
import { makeCredentials } from "../make-credentials.ts";
import { checkPasswordPolicy } from "../password-policy.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";
import { checkPassword } from "../sign-in/check-password.ts";

const Request = z.object({
  AccessToken: member.accessToken,
  PreviousPassword: member.password,
  ProposedPassword: member.password,
});

/**
 * Changes the password of somebody who knows the old one; wrong ones count as they do at sign-in. As with Cognito,
 * sessions go on: `GlobalSignOut` ends them.
 */
export async function changePassword(pool: Pool, body: unknown, caller: Caller): Promise<object> {
  const { AccessToken, PreviousPassword, ProposedPassword } = readRequest(Request, body);
  const { subject } = await authorizedUser(pool, AccessToken);
  checkPasswordPolicy(ProposedPassword);
  await checkPassword(pool, caller, subject, PreviousPassword);
  const credentials = await makeCredentials(pool, subject, ProposedPassword);
  pool.atOnce(() => {
    pool.users.setCredentials(subject, credentials, pool.clock.now());
    pool.codes.remove(subject, "reset");
  });
  return {};
}
