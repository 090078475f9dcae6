import type { Secrets } from "@tintype/core";
import type { Caller } from "../address-limits.ts";
import { invalidParameter } from "../cognito-error.ts";
import { srpIdentity } from "../credentials.ts";
import type { Pool } from "../pool.ts";
import { randomUuid } from "../random.ts";
import { revealedVerifier, type StoredVerifier } from "../srp/password-verifier.ts";
import { beginExchange, readClientPublic } from "../srp/srp-exchange.ts";
import { signInName } from "../user.ts";
import type { SignInAnswer } from "./complete-sign-in.ts";

/**
 * Asks for the proof that somebody knows the password (SRP). For a name that nobody has the question looks the same, and
 * is the same each time, but no password answers it.
 */
export async function beginProof(
  pool: Pool,
  caller: Caller,
  clientId: string,
  username: string,
  clientPublicHex: string,
): Promise<SignInAnswer> {
  const clientPublic = readClientPublic(clientPublicHex);
  if (clientPublic === undefined) throw invalidParameter("SRP_A is not a valid public value.");
  await pool.limits.admitWork(caller, "question");
  const user = pool.users.find(username);
  const { subject, srp } =
    user?.srp === undefined ? await decoyOf(pool.secrets, signInName(username)) : { ...user, srp: user.srp };
  const verifier = await revealedVerifier(pool.secrets, srpIdentity(subject), srp);
  const exchange = beginExchange(pool.random, clientPublic, verifier);
  const name = user?.subject ?? signInName(username);
  const secretBlock = pool.challenges.open({
    kind: "proof",
    clientId,
    subject,
    name,
    exchange,
    hidden: user?.srp?.hidden,
  });
  return {
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeParameters: {
      SALT: srp.salt,
      SECRET_BLOCK: secretBlock,
      SRP_B: exchange.serverPublic.toString(16),
      USERNAME: subject,
      USER_ID_FOR_SRP: subject,
    },
    Session: secretBlock,
  };
}

/** A user who is not there: a subject, a salt and a verifier that nobody knows the password of. */
async function decoyOf(secrets: Secrets, name: string): Promise<{ subject: string; srp: StoredVerifier }> {
  const bytes = Buffer.from(await secrets.mac("sign-in-decoy", name), "base64url");
  const salt = BigInt(`0x${bytes.toString("hex", 16)}`).toString(16);
  return { subject: randomUuid((count) => bytes.subarray(0, count)), srp: { salt, hidden: "0" } };
}
