import * as z from "zod";
import { authorizedUser } from "../authorized-user.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";

const Request = z.object({ AccessToken: member.accessToken });

/** Removes whom the access token is; the address is free again. */
export async function deleteUser(pool: Pool, body: unknown): Promise<object> {
  const user = await authorizedUser(pool, readRequest(Request, body).AccessToken);
  await pool.trigger("Deleted", () => pool.triggers.deleted(pool.triggered(user)));
  pool.users.remove(user.subject);
  return {};
}
