import * as z from "zod";
import { checkClient } from "../clients.ts";
import { invalidParameter } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import { refreshSession } from "../refresh-session.ts";
import { member, oneOf, readRequest } from "../request.ts";
import { type AuthenticationResult, signInWithPassword } from "../sign-in-with-password.ts";

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
});

interface InitiateAuthResponse {
  readonly AuthenticationResult: AuthenticationResult;
  readonly ChallengeParameters: Readonly<Record<string, never>>;
}

/** Signs in with a password, or goes on with a session by its refresh token. */
export async function initiateAuth(pool: Pool, body: unknown): Promise<InitiateAuthResponse> {
  const { ClientId, AuthFlow, AuthParameters } = readRequest(Request, body);
  checkClient(ClientId);
  const flow = flows.get(AuthFlow);
  if (flow === undefined) {
    const isAdmins = AuthFlow.startsWith("ADMIN_");
    throw invalidParameter(
      isAdmins ? "Initiate Auth method not supported." : `${AuthFlow} is not enabled for the client.`,
    );
  }
  const result = await flow(pool, ClientId, (name) => {
    const value = AuthParameters?.[name];
    if (value === undefined || value === "") throw invalidParameter(`Missing required parameter ${name}`);
    return value;
  });
  return { AuthenticationResult: result, ChallengeParameters: {} };
}

type Flow = (pool: Pool, clientId: string, parameter: (name: string) => string) => Promise<AuthenticationResult>;

const refresh: Flow = (pool, clientId, parameter) => refreshSession(pool, clientId, parameter("REFRESH_TOKEN"));
const flows: ReadonlyMap<string, Flow> = new Map<string, Flow>([
  [
    "USER_PASSWORD_AUTH",
    (pool, clientId, parameter) => signInWithPassword(pool, clientId, parameter("USERNAME"), parameter("PASSWORD")),
  ],
  ["REFRESH_TOKEN_AUTH", refresh],
  ["REFRESH_TOKEN", refresh],
]);
