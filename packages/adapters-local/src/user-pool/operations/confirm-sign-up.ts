import * as z from "zod";
import type { Caller } from "../address-limits.ts";
import { checkClient } from "../clients.ts";
import { notAuthorized } from "../cognito-error.ts";
import { checkCode } from "../mailed-codes.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";
import { signInName } from "../user.ts";

const Request = z.object({
  ClientId: member.clientId,
  Username: member.username,
  ConfirmationCode: member.code,
});

/** Codes that may be tried for a name within an hour. */
const mostTries = 10;

/**
 * Confirms the address with the code that was mailed to it, and gives a session by which `USER_AUTH` signs in without
 * another question. Every try counts, for names that nobody has as well.
 */
export async function confirmSignUp(pool: Pool, body: unknown, caller: Caller): Promise<{ readonly Session?: string }> {
  const { ClientId, Username, ConfirmationCode } = readRequest(Request, body);
  checkClient(ClientId);
  const user = pool.users.find(Username);
  const name = user?.subject ?? signInName(Username);
  await pool.limits.admitGuess(caller, "code", name);
  pool.attempts.spend("confirm", name, mostTries);
  if (user !== undefined && user.status !== "UNCONFIRMED") {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  }
  await checkCode(pool, user, "confirm", ConfirmationCode);
  if (user === undefined) return {};
  const confirmed = { ...user, status: "CONFIRMED", emailVerified: true } as const;
  await pool.trigger("PostConfirmation", () => pool.triggers.postConfirmation(pool.triggered(confirmed)));
  pool.atOnce(() => {
    pool.users.confirm(user.subject, pool.clock.now());
    pool.codes.remove(user.subject, "confirm");
    pool.attempts.forget("confirm", name);
  });
  await pool.limits.forgive(caller, "code", name);
  return { Session: pool.challenges.open({ kind: "confirmed", clientId: ClientId, subject: user.subject }) };
}
