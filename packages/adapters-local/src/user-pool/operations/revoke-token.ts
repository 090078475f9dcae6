import * as z from "zod";
import { checkClient } from "../clients.ts";
import { CognitoError } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";

const Request = z.object({ ClientId: member.clientId, Token: member.refreshToken });

/**
 * Ends the session of a refresh token, with every token that goes back to it. A token that the pool does not know needs
 * no revoking (RFC 7009 section 2.2). Access and ID tokens are refused: `UnsupportedTokenTypeException`.
 */
export async function revokeToken(pool: Pool, body: unknown): Promise<object> {
  const { ClientId, Token } = readRequest(Request, body);
  checkClient(ClientId);
  if (Token.includes(".")) throw new CognitoError("UnsupportedTokenTypeException", "Unsupported Token Type");
  const session = pool.sessions.findByRefreshToken(Token)?.session;
  if (session === undefined) return {};
  if (session.clientId !== ClientId) {
    throw new CognitoError("UnauthorizedException", "The token was not issued to this client.");
  }
  pool.sessions.revoke(session.id, pool.clock.now());
  return {};
}
