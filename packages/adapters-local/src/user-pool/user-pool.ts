import type { Caller } from "./address-limits.ts";
import { type CognitoError, translateToCognito } from "./cognito-error.ts";
import { type EnsuredUser, ensureUser } from "./ensure-user.ts";
import { type OpenidConfiguration, openidConfiguration } from "./openid-configuration.ts";
import { operationOf } from "./operations.ts";
import { createPool, type Pool } from "./pool.ts";
import type { Jwks } from "./signing-keys.ts";
import type { UserPoolOptions } from "./user-pool-options.ts";

export interface UserPoolResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

export interface UserPoolContext extends Caller {
  /** Comes back as `x-amzn-requestid`. */
  readonly requestId?: string | undefined;
}

/** What managed login works with, which is a part of the pool. */
export const innerPool = Symbol("innerPool");

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
  readonly [innerPool]: Pool;
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
    async handle(target, body, { requestId, ...caller } = {}) {
      const headers = {
        "content-type": "application/x-amz-json-1.1",
        "cache-control": "no-store",
        ...(requestId === undefined ? {} : { "x-amzn-requestid": requestId }),
      };
      try {
        return { status: 200, headers, body: JSON.stringify(await operationOf(target)(pool, body, caller)) };
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
    openidConfiguration: () => openidConfiguration(options.publicUrl, issuer),
    [innerPool]: pool,
    ensureUser: (user) => ensureUser(pool, user),
  };
}

/** Whether whoever runs the pool should hear of it. */
const isOurs = (type: CognitoError["type"]) =>
  type === "InternalErrorException" ||
  type === "CodeDeliveryFailureException" ||
  type === "UserLambdaValidationException";
