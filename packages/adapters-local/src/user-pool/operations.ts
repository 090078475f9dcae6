import type { Caller } from "./address-limits.ts";
import { CognitoError } from "./cognito-error.ts";
import { confirmSignUp } from "./operations/confirm-sign-up.ts";
import { getTokensFromRefreshToken } from "./operations/get-tokens-from-refresh-token.ts";
import { getUser } from "./operations/get-user.ts";
import { globalSignOut } from "./operations/global-sign-out.ts";
import { initiateAuth } from "./operations/initiate-auth.ts";
import { resendConfirmationCode } from "./operations/resend-confirmation-code.ts";
import { respondToAuthChallenge } from "./operations/respond-to-auth-challenge.ts";
import { revokeToken } from "./operations/revoke-token.ts";
import { signUp } from "./operations/sign-up.ts";
import type { Pool } from "./pool.ts";

/** Answers one request, or throws a `CognitoError`. */
export type Operation = (pool: Pool, body: unknown, caller: Caller) => Promise<object>;

const service = "AWSCognitoIdentityProviderService.";
const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["ConfirmSignUp", confirmSignUp],
  ["GetTokensFromRefreshToken", getTokensFromRefreshToken],
  ["GetUser", getUser],
  ["GlobalSignOut", globalSignOut],
  ["InitiateAuth", initiateAuth],
  ["ResendConfirmationCode", resendConfirmationCode],
  ["RespondToAuthChallenge", respondToAuthChallenge],
  ["RevokeToken", revokeToken],
  ["SignUp", signUp],
]);

/** The operation that the header `X-Amz-Target` names. Throws `UnknownOperationException`. */
export function operationOf(target: string): Operation {
  const operation = target.startsWith(service) ? operations.get(target.slice(service.length)) : undefined;
  if (operation !== undefined) return operation;
  throw new CognitoError("UnknownOperationException", "This user pool does not have that operation.");
}
