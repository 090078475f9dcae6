import * as z from "zod";
import { checkClient } from "../clients.ts";
import type { Pool } from "../pool.ts";
import { refreshSession } from "../refresh-session.ts";
import { member, readRequest } from "../request.ts";
import type { AuthenticationResult } from "../sign-in/complete-sign-in.ts";

const Request = z.object({ ClientId: member.clientId, RefreshToken: member.refreshToken });

/** Goes on with a session by its refresh token, which is exchanged for another one where the client's rotate. */
export async function getTokensFromRefreshToken(
  pool: Pool,
  body: unknown,
): Promise<{ readonly AuthenticationResult: AuthenticationResult }> {
  const { ClientId, RefreshToken } = readRequest(Request, body);
  checkClient(ClientId);
  return { AuthenticationResult: await refreshSession(pool, ClientId, RefreshToken) };
}
