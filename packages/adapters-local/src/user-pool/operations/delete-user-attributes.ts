import * as z from "zod";
import { checkDeletable } from "../attributes.ts";
import { authorizedUser } from "../authorized-user.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";

const Request = z.object({ AccessToken: member.accessToken, UserAttributeNames: z.array(member.attributeName) });

/** Removes what somebody has said of themselves; what they have not said needs no removing. */
export async function deleteUserAttributes(pool: Pool, body: unknown): Promise<object> {
  const { AccessToken, UserAttributeNames } = readRequest(Request, body);
  const user = await authorizedUser(pool, AccessToken);
  checkDeletable(UserAttributeNames);
  const kept = Object.entries(user.attributes).filter(([name]) => !UserAttributeNames.includes(name));
  pool.users.setAttributes(user.subject, Object.fromEntries(kept), pool.clock.now());
  return {};
}
