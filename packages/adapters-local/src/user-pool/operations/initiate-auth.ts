import * as z from "zod";
import type { Caller } from "../address-limits.ts";
import { checkClient } from "../clients.ts";
import { invalidParameter } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import { refreshByInitiateAuth } from "../refresh-session.ts";
import { member, oneOf, readRequest } from "../request.ts";
import { answerFirstFactor } from "../sign-in/answer-first-factor.ts";
import { beginProof } from "../sign-in/begin-proof.ts";
import { checkPassword } from "../sign-in/check-password.ts";
import { completeSignIn, type SignInAnswer } from "../sign-in/complete-sign-in.ts";
import { signInConfirmed } from "../sign-in/sign-in-confirmed.ts";
import { optional, required, type SignInParameters } from "../sign-in/sign-in-parameters.ts";

const Request = z.object({
  ClientId: member.clientId,
  AuthFlow: oneOf([
    "USER_SRP_AUTH",
    "REFRESH_TOKEN_AUTH",
    "REFRESH_TOKEN",
    "CUSTOM_AUTH",
    "ADMIN_NO_SRP_AUTH",
    "USER_PASSWORD_AUTH",
    "ADMIN_USER_PASSWORD_AUTH",
    "USER_AUTH",
  ]),
  AuthParameters: member.parameters,
  Session: member.session.nullish(),
});

/** Begins to sign somebody in, or goes on with a session by its refresh token. */
export async function initiateAuth(pool: Pool, body: unknown, caller: Caller): Promise<SignInAnswer> {
  const { ClientId, AuthFlow, AuthParameters, Session } = readRequest(Request, body);
  checkClient(ClientId);
  if (AuthFlow === "USER_AUTH" && Session !== undefined && Session !== null) {
    return signInConfirmed(pool, ClientId, AuthParameters, Session);
  }
  const flow = flows.get(AuthFlow);
  if (flow === undefined) {
    const isAdmins = AuthFlow.startsWith("ADMIN_");
    throw invalidParameter(
      isAdmins ? "Initiate Auth method not supported." : `${AuthFlow} is not enabled for the client.`,
    );
  }
  return flow(pool, caller, ClientId, AuthParameters);
}

type Flow = (pool: Pool, caller: Caller, clientId: string, parameters: SignInParameters) => Promise<SignInAnswer>;

const refresh: Flow = async (pool, _, clientId, parameters) => ({
  AuthenticationResult: await refreshByInitiateAuth(pool, clientId, required(parameters, "REFRESH_TOKEN")),
  ChallengeParameters: {},
});

const flows: ReadonlyMap<string, Flow> = new Map<string, Flow>([
  [
    "USER_PASSWORD_AUTH",
    async (pool, caller, clientId, parameters) => {
      const [username, password] = [required(parameters, "USERNAME"), required(parameters, "PASSWORD")];
      return completeSignIn(pool, clientId, await checkPassword(pool, caller, username, password));
    },
  ],
  [
    "USER_SRP_AUTH",
    (pool, caller, clientId, parameters) =>
      beginProof(pool, caller, clientId, required(parameters, "USERNAME"), required(parameters, "SRP_A")),
  ],
  [
    "USER_AUTH",
    (pool, caller, clientId, parameters) =>
      answerFirstFactor(pool, caller, clientId, optional(parameters, "PREFERRED_CHALLENGE"), parameters),
  ],
  ["REFRESH_TOKEN_AUTH", refresh],
  ["REFRESH_TOKEN", refresh],
]);
