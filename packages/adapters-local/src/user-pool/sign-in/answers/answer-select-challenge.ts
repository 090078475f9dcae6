import { answerFirstFactor, chosenFactor } from "../answer-first-factor.ts";
import { type Answer, checkUsername, type GivenAnswer, requiredSession } from "./answer.ts";

/** `SELECT_CHALLENGE`: what somebody wants to show first, and perhaps that as well. */
export const answerSelectChallenge: Answer = (given) => show(given, chosenFactor(given.responses));

/** `PASSWORD`: the password, after it was chosen. */
export const answerPassword: Answer = (given) => show(given, "PASSWORD");

/** `PASSWORD_SRP`: the first message of the proof, after that was chosen. */
export const answerPasswordSrp: Answer = (given) => show(given, "PASSWORD_SRP");

async function show(given: GivenAnswer, factor: "PASSWORD" | "PASSWORD_SRP") {
  const { pool, caller, clientId, responses } = given;
  const session = requiredSession(given);
  checkUsername(given, pool.challenges.find(session, "first-factor", clientId).username);
  pool.challenges.close(session);
  return answerFirstFactor(pool, caller, clientId, factor, responses);
}
