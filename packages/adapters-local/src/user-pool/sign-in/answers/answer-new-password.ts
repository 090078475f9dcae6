import { readAttributes } from "../../attributes.ts";
import { notAuthorized } from "../../cognito-error.ts";
import { makeCredentials } from "../../make-credentials.ts";
import { checkPasswordPolicy } from "../../password-policy.ts";
import { completeSignIn } from "../complete-sign-in.ts";
import { required, type SignInParameters } from "../sign-in-parameters.ts";
import { type Answer, checkUsername, type GivenAnswer, requiredSession } from "./answer.ts";

/**
 * `NEW_PASSWORD_REQUIRED`: the password that takes the place of one that others gave, and attributes beside it. After one
 * that the policy refuses the same session can be answered again.
 */
export const answerNewPassword: Answer = async (given) => {
  const { pool, caller, clientId, responses } = given;
  const session = requiredSession(given);
  const password = required(responses, "NEW_PASSWORD");
  const user = userOf(given, session);
  checkUsername(given, user.subject);
  checkPasswordPolicy(password);
  const attributes = { ...user.attributes, ...readAttributes(attributesIn(responses), user.email) };
  await pool.limits.admitWork(caller, "hash");
  const credentials = await makeCredentials(pool, user.subject, password);
  // Somebody else may have answered meanwhile.
  userOf(given, session);
  pool.challenges.close(session);
  const now = pool.clock.now();
  pool.users.setCredentials(user.subject, credentials, now);
  pool.users.setAttributes(user.subject, attributes, now);
  return completeSignIn(pool, clientId, { ...user, ...credentials, attributes, status: "CONFIRMED" });
};

function userOf({ pool, clientId }: GivenAnswer, session: string) {
  const { subject } = pool.challenges.find(session, "new-password", clientId);
  const user = pool.users.get(subject);
  if (user?.status !== "FORCE_CHANGE_PASSWORD") throw notAuthorized("Invalid session for the user.");
  return user;
}

const prefix = "userAttributes.";

const attributesIn = (responses: SignInParameters) =>
  Object.entries(responses)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, Value]) => ({ Name: name.slice(prefix.length), Value }));
