import type { Caller } from "../address-limits.ts";
import { invalidParameter } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import { beginProof } from "./begin-proof.ts";
import { checkPassword } from "./check-password.ts";
import { completeSignIn, type SignInAnswer } from "./complete-sign-in.ts";
import { optional, required, type SignInParameters } from "./sign-in-parameters.ts";

const factors = ["PASSWORD", "PASSWORD_SRP"] as const;
type FirstFactor = (typeof factors)[number];

/**
 * Goes on by what the user has chosen to show first; asks for it, if it has not come along. Whatever the pool does not
 * have is answered by what there is to choose from, for names that nobody has as well.
 */
export async function answerFirstFactor(
  pool: Pool,
  caller: Caller,
  clientId: string,
  chosen: string | undefined,
  parameters: SignInParameters,
): Promise<SignInAnswer> {
  const username = required(parameters, "USERNAME");
  const factor = factors.find((known) => known === chosen);
  const password = optional(parameters, "PASSWORD");
  const clientPublic = optional(parameters, "SRP_A");
  if (factor === "PASSWORD" && password !== undefined) {
    return completeSignIn(pool, clientId, await checkPassword(pool, caller, username, password));
  }
  if (factor === "PASSWORD_SRP" && clientPublic !== undefined) {
    return beginProof(pool, caller, clientId, username, clientPublic);
  }
  await pool.limits.admitWork(caller, "question");
  return {
    ChallengeName: factor ?? "SELECT_CHALLENGE",
    ChallengeParameters: {},
    Session: pool.challenges.open({ kind: "first-factor", clientId, username }),
    ...(factor === undefined && { AvailableChallenges: factors }),
  };
}

/** What was chosen in answer to `SELECT_CHALLENGE`. Throws `InvalidParameterException` for what was not offered. */
export function chosenFactor(responses: SignInParameters): FirstFactor {
  const answer = required(responses, "ANSWER");
  const factor = factors.find((known) => known === answer);
  if (factor === undefined) throw invalidParameter(`${answer} is not an available challenge.`);
  return factor;
}
