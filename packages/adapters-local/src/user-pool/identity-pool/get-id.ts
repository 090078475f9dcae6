import * as z from "zod";
import { CognitoError } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";
import { userPoolNames } from "../user-pool-names.ts";
import { identityIdOf } from "./identity-id.ts";
import { loggedInUser } from "./logged-in-user.ts";

const Request = z.object({ IdentityPoolId: member.identityId, Logins: member.parameters });

/** What somebody is called in the identity pool. */
export async function getId(pool: Pool, body: unknown): Promise<{ readonly IdentityId: string }> {
  const { IdentityPoolId, Logins } = readRequest(Request, body);
  if (pool.credentials === undefined || IdentityPoolId !== userPoolNames.identityPoolId) {
    throw new CognitoError("ResourceNotFoundException", `IdentityPool '${IdentityPoolId}' not found.`);
  }
  const { subject } = await loggedInUser(pool, Logins);
  return { IdentityId: identityIdOf(subject) };
}
