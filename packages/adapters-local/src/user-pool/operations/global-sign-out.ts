import * as z from "zod";
import { authorizedUser } from "../authorized-user.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";

const Request = z.object({ AccessToken: member.accessToken });

/** Ends every session of whom the access token is, this one included. */
export async function globalSignOut(pool: Pool, body: unknown): Promise<object> {
  const user = await authorizedUser(pool, readRequest(Request, body).AccessToken);
  await pool.trigger("SignedOutEverywhere", () => pool.triggers.signedOutEverywhere(pool.triggered(user)));
  pool.sessions.revokeAll(user.subject, pool.clock.now());
  return {};
}
