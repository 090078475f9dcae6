import { checkProof } from "../check-proof.ts";
import { completeSignIn } from "../complete-sign-in.ts";
import type { Answer } from "./answer.ts";

/** `PASSWORD_VERIFIER`: the proof that somebody knows the password. */
export const answerPasswordVerifier: Answer = async ({ pool, caller, clientId, responses }) =>
  completeSignIn(pool, clientId, await checkProof(pool, caller, clientId, responses));
