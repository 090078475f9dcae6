import type { Caller } from "./address-limits.ts";
import { CognitoError } from "./cognito-error.ts";
import { getCredentialsForIdentity } from "./identity-pool/get-credentials-for-identity.ts";
import { getId } from "./identity-pool/get-id.ts";
import { associateSoftwareToken } from "./operations/associate-software-token.ts";
import { changePassword } from "./operations/change-password.ts";
import { confirmForgotPassword } from "./operations/confirm-forgot-password.ts";
import { confirmSignUp } from "./operations/confirm-sign-up.ts";
import { deleteUser } from "./operations/delete-user.ts";
import { deleteUserAttributes } from "./operations/delete-user-attributes.ts";
import { forgotPassword } from "./operations/forgot-password.ts";
import { getTokensFromRefreshToken } from "./operations/get-tokens-from-refresh-token.ts";
import { getUser } from "./operations/get-user.ts";
import { getUserAttributeVerificationCode } from "./operations/get-user-attribute-verification-code.ts";
import { getUserAuthFactors } from "./operations/get-user-auth-factors.ts";
import { globalSignOut } from "./operations/global-sign-out.ts";
import { initiateAuth } from "./operations/initiate-auth.ts";
import { resendConfirmationCode } from "./operations/resend-confirmation-code.ts";
import { respondToAuthChallenge } from "./operations/respond-to-auth-challenge.ts";
import { revokeToken } from "./operations/revoke-token.ts";
import { setUserMfaPreference } from "./operations/set-user-mfa-preference.ts";
import { signUp } from "./operations/sign-up.ts";
import { updateUserAttributes } from "./operations/update-user-attributes.ts";
import { verifySoftwareToken } from "./operations/verify-software-token.ts";
import { verifyUserAttribute } from "./operations/verify-user-attribute.ts";
import { withoutDevices } from "./operations/without-devices.ts";
import type { Pool } from "./pool.ts";

/** Answers one request, or throws a `CognitoError`. */
export type Operation = (pool: Pool, body: unknown, caller: Caller) => Promise<object>;

const ofUsers = new Map<string, Operation>([
  ["AssociateSoftwareToken", associateSoftwareToken],
  ["ChangePassword", changePassword],
  ["ConfirmDevice", withoutDevices],
  ["ConfirmForgotPassword", confirmForgotPassword],
  ["ConfirmSignUp", confirmSignUp],
  ["DeleteUser", deleteUser],
  ["DeleteUserAttributes", deleteUserAttributes],
  ["ForgetDevice", withoutDevices],
  ["ForgotPassword", forgotPassword],
  ["GetDevice", withoutDevices],
  ["GetTokensFromRefreshToken", getTokensFromRefreshToken],
  ["GetUser", getUser],
  ["GetUserAttributeVerificationCode", getUserAttributeVerificationCode],
  ["GetUserAuthFactors", getUserAuthFactors],
  ["GlobalSignOut", globalSignOut],
  ["InitiateAuth", initiateAuth],
  ["ListDevices", withoutDevices],
  ["ResendConfirmationCode", resendConfirmationCode],
  ["RespondToAuthChallenge", respondToAuthChallenge],
  ["RevokeToken", revokeToken],
  ["SetUserMFAPreference", setUserMfaPreference],
  ["SignUp", signUp],
  ["UpdateDeviceStatus", withoutDevices],
  ["UpdateUserAttributes", updateUserAttributes],
  ["VerifySoftwareToken", verifySoftwareToken],
  ["VerifyUserAttribute", verifyUserAttribute],
]);

const ofIdentities = new Map<string, Operation>([
  ["GetCredentialsForIdentity", getCredentialsForIdentity],
  ["GetId", getId],
]);

/** Cognito's two services: user pools and identity pools. */
const services: ReadonlyMap<string, ReadonlyMap<string, Operation>> = new Map([
  ["AWSCognitoIdentityProviderService", ofUsers],
  ["AWSCognitoIdentityService", ofIdentities],
]);

/** Every value of the header `X-Amz-Target` that `operationOf` knows. */
export const operationTargets: readonly string[] = [...services].flatMap(([service, operations]) =>
  [...operations.keys()].map((name) => `${service}.${name}`),
);

/** The operation that the header `X-Amz-Target` names. Throws `UnknownOperationException`. */
export function operationOf(target: string): Operation {
  const [, service = "", name = ""] = /^(\w+)\.(\w+)$/.exec(target) ?? [];
  const operation = services.get(service)?.get(name);
  if (operation !== undefined) return operation;
  throw new CognitoError("UnknownOperationException", "This user pool does not have that operation.");
}
