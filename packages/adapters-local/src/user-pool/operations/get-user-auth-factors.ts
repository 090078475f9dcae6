import * as z from "zod";
import { type SecondFactors, secondFactorsOf } from "../authenticator/second-factors.ts";
import { authorizedUser } from "../authorized-user.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";

const Request = z.object({ AccessToken: member.accessToken });

interface GetUserAuthFactorsResponse extends SecondFactors {
  readonly ConfiguredUserAuthFactors: readonly ["PASSWORD"];
  readonly Username: string;
}

/** What somebody can show at sign-in, first and second. */
export async function getUserAuthFactors(pool: Pool, body: unknown): Promise<GetUserAuthFactorsResponse> {
  const { subject } = await authorizedUser(pool, readRequest(Request, body).AccessToken);
  return { ConfiguredUserAuthFactors: ["PASSWORD"], ...secondFactorsOf(pool, subject), Username: subject };
}
