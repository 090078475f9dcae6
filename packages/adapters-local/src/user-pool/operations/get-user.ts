import * as z from "zod";
import { type SecondFactors, secondFactorsOf } from "../authenticator/second-factors.ts";
import { authorizedUser } from "../authorized-user.ts";
import { shownIdentities, usernameOf } from "../identities-claim.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";

const Request = z.object({ AccessToken: member.accessToken });

interface GetUserResponse extends SecondFactors {
  readonly UserAttributes: readonly { readonly Name: string; readonly Value: string }[];
  readonly Username: string;
}

/** What the pool knows of whom the access token is. */
export async function getUser(pool: Pool, body: unknown): Promise<GetUserResponse> {
  const user = await authorizedUser(pool, readRequest(Request, body).AccessToken);
  const identities = pool.identities.of(user.subject);
  const attributes = {
    sub: user.subject,
    email_verified: String(user.emailVerified),
    ...user.attributes,
    email: user.email,
    ...(identities.length > 0 && { identities: JSON.stringify(shownIdentities(identities)) }),
  };
  return {
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    Username: usernameOf(user, identities),
    ...secondFactorsOf(pool, user.subject),
  };
}
