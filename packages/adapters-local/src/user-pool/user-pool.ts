import { CognitoError, translateToCognito } from "./cognito-error.ts";
import { type EnsuredUser, ensureUser } from "./ensure-user.ts";
import { confirmSignUp } from "./operations/confirm-sign-up.ts";
import { getUser } from "./operations/get-user.ts";
import { globalSignOut } from "./operations/global-sign-out.ts";
import { initiateAuth } from "./operations/initiate-auth.ts";
import { resendConfirmationCode } from "./operations/resend-confirmation-code.ts";
import { revokeToken } from "./operations/revoke-token.ts";
import { signUp } from "./operations/sign-up.ts";
import { createPool, type Pool } from "./pool.ts";
import type { Jwks } from "./signing-keys.ts";
import type { UserPoolOptions } from "./user-pool-options.ts";

export interface UserPoolResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

export interface UserPoolContext {
  /** Comes back as `x-amzn-requestid`. */
  readonly requestId?: string | undefined;
}

/** What OpenID Connect Discovery 1.0 lets a client find out, as far as this pool has it. */
export interface OpenidConfiguration {
  readonly id_token_signing_alg_values_supported: readonly ["RS256"];
  readonly issuer: string;
  readonly jwks_uri: string;
  readonly subject_types_supported: readonly ["public"];
}

/** A Cognito user pool on one machine. */
export interface UserPool {
  readonly issuer: string;
  /**
   * Answers one request of Cognito's JSON 1.1 protocol: `target` is the header `X-Amz-Target`, `body` the parsed JSON
   * (`undefined` for what is none). Never rejects: whatever goes wrong is an answer in Cognito's form.
   */
  handle(target: string, body: unknown, context?: UserPoolContext): Promise<UserPoolResponse>;
  /** The document at `ISSUER/.well-known/jwks.json`. */
  jwks(): Jwks;
  /** The document at `ISSUER/.well-known/openid-configuration`. */
  openidConfiguration(): OpenidConfiguration;
  /**
   * Sees to it that there is a confirmed user with that address, and gives the subject. Whoever is confirmed already
   * stays as they are, password included; whoever is not gets this password. Runs the post-confirmation trigger each time.
   */
  ensureUser(user: EnsuredUser): Promise<string>;
}

/** Begins to answer for the users in `database`. Throws in production, unless that is allowed. */
export function createUserPool(options: UserPoolOptions): UserPool {
  if (options.production === true && options.allowProduction !== true) {
    throw new Error(
      "The local user pool is made for development: in production, use Cognito, or allow it explicitly and give it keys of its own.",
    );
  }
  const pool = createPool(options);
  const { issuer } = pool;
  return {
    issuer,
    async handle(target, body, { requestId } = {}) {
      const headers = {
        "content-type": "application/x-amz-json-1.1",
        "cache-control": "no-store",
        ...(requestId === undefined ? {} : { "x-amzn-requestid": requestId }),
      };
      try {
        return { status: 200, headers, body: JSON.stringify(await operationOf(target)(pool, body)) };
      } catch (error) {
        const { type, status, message, cause } = translateToCognito(error);
        if (isOurs(type)) options.report?.(cause);
        return {
          status,
          headers: { ...headers, "x-amzn-errortype": type },
          body: JSON.stringify({ __type: type, message }),
        };
      }
    },
    jwks: () => pool.keys.jwks,
    openidConfiguration: () => ({
      id_token_signing_alg_values_supported: ["RS256"],
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      subject_types_supported: ["public"],
    }),
    ensureUser: (user) => ensureUser(pool, user),
  };
}

type Operation = (pool: Pool, body: unknown) => Promise<object>;

const service = "AWSCognitoIdentityProviderService.";
const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["ConfirmSignUp", confirmSignUp],
  ["GetUser", getUser],
  ["GlobalSignOut", globalSignOut],
  ["InitiateAuth", initiateAuth],
  ["ResendConfirmationCode", resendConfirmationCode],
  ["RevokeToken", revokeToken],
  ["SignUp", signUp],
]);

function operationOf(target: string): Operation {
  const operation = target.startsWith(service) ? operations.get(target.slice(service.length)) : undefined;
  if (operation !== undefined) return operation;
  throw new CognitoError("UnknownOperationException", "This user pool does not have that operation.");
}

/** Whether whoever runs the pool should hear of it. */
const isOurs = (type: CognitoError["type"]) =>
  type === "InternalErrorException" ||
  type === "CodeDeliveryFailureException" ||
  type === "UserLambdaValidationException";
