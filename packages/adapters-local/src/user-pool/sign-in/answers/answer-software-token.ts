import { checkAuthenticatorCode } from "../../authenticator/check-authenticator-code.ts";
import { notAuthorized } from "../../cognito-error.ts";
import { completeSignIn } from "../complete-sign-in.ts";
import { required } from "../sign-in-parameters.ts";
import { type Answer, checkUsername, requiredSession } from "./answer.ts";

/** `SOFTWARE_TOKEN_MFA`: a code of the authenticator. After a wrong one the same session can be answered again. */
export const answerSoftwareToken: Answer = async (given) => {
  const { pool, caller, clientId, responses } = given;
  const session = requiredSession(given);
  const code = required(responses, "SOFTWARE_TOKEN_MFA_CODE");
  const { subject } = pool.challenges.find(session, "authenticator", clientId);
  checkUsername(given, subject);
  await checkAuthenticatorCode(pool, caller, subject, code);
  // Somebody else may have answered meanwhile.
  pool.challenges.find(session, "authenticator", clientId);
  pool.challenges.close(session);
  const user = pool.users.get(subject);
  if (user === undefined) throw notAuthorized("Invalid session for the user.");
  return completeSignIn(pool, clientId, user, "password and authenticator");
};
