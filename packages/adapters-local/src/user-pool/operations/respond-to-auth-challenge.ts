import * as z from "zod";
import type { Caller } from "../address-limits.ts";
import { checkClient } from "../clients.ts";
import { invalidParameter } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import { member, oneOf, readRequest } from "../request.ts";
import type { Answer } from "../sign-in/answers/answer.ts";
import { answerNewPassword } from "../sign-in/answers/answer-new-password.ts";
import { answerPasswordVerifier } from "../sign-in/answers/answer-password-verifier.ts";
import {
  answerPassword,
  answerPasswordSrp,
  answerSelectChallenge,
} from "../sign-in/answers/answer-select-challenge.ts";
import { answerSoftwareToken } from "../sign-in/answers/answer-software-token.ts";
import type { SignInAnswer } from "../sign-in/complete-sign-in.ts";

const Request = z.object({
  ClientId: member.clientId,
  ChallengeName: oneOf([
    "SMS_MFA",
    "EMAIL_OTP",
    "SOFTWARE_TOKEN_MFA",
    "SELECT_MFA_TYPE",
    "MFA_SETUP",
    "PASSWORD_VERIFIER",
    "CUSTOM_CHALLENGE",
    "SELECT_CHALLENGE",
    "DEVICE_SRP_AUTH",
    "DEVICE_PASSWORD_VERIFIER",
    "ADMIN_NO_SRP_AUTH",
    "NEW_PASSWORD_REQUIRED",
    "SMS_OTP",
    "PASSWORD",
    "WEB_AUTHN",
    "PASSWORD_SRP",
  ]),
  ChallengeResponses: member.parameters,
  Session: member.session.nullish(),
});

/** Goes on with a sign-in by the answer to what the pool has asked. */
export async function respondToAuthChallenge(pool: Pool, body: unknown, caller: Caller): Promise<SignInAnswer> {
  const { ClientId, ChallengeName, ChallengeResponses, Session } = readRequest(Request, body);
  checkClient(ClientId);
  const answer = answers.get(ChallengeName);
  if (answer === undefined) throw invalidParameter(`This user pool does not ask for ${ChallengeName}.`);
  return answer({
    pool,
    caller,
    clientId: ClientId,
    responses: ChallengeResponses,
    session: Session ?? undefined,
  });
}

const answers: ReadonlyMap<string, Answer> = new Map([
  ["NEW_PASSWORD_REQUIRED", answerNewPassword],
  ["PASSWORD", answerPassword],
  ["PASSWORD_SRP", answerPasswordSrp],
  ["PASSWORD_VERIFIER", answerPasswordVerifier],
  ["SELECT_CHALLENGE", answerSelectChallenge],
  ["SOFTWARE_TOKEN_MFA", answerSoftwareToken],
]);
