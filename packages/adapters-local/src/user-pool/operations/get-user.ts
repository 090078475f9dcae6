import * as z from "zod";
import { type SecondFactors, secondFactorsOf } from "../authenticator/second-factors.ts";
import { authorizedUser } from "../authorized-user.ts";
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
  const attributes = {
    sub: user.subject,
    email_verified: String(user.emailVerified),
    ...user.attributes,
    email: user.email,
  };
  return {
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    Username: user.subject,
    ...secondFactorsOf(pool, user.subject),
  };
}
