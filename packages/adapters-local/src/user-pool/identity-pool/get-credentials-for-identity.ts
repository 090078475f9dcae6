import { AccountDisabled, AccountNotFound, millisOf, SignedOut } from "@tintype/core";
import * as z from "zod";
import { CognitoError, notAuthorized } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";
import { userPoolNames } from "../user-pool-names.ts";
import { identityIdOf } from "./identity-id.ts";
import { loggedInUser } from "./logged-in-user.ts";

const Request = z.object({ IdentityId: member.identityId, Logins: member.parameters });

interface CredentialsResponse {
  readonly IdentityId: string;
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretKey: string;
    readonly SessionToken: string;
    /** Seconds since 1970. */
    readonly Expiration: number;
  };
}

/** Credentials for whoever has signed in, which reach what is theirs. */
export async function getCredentialsForIdentity(pool: Pool, body: unknown): Promise<CredentialsResponse> {
  const { IdentityId, Logins } = readRequest(Request, body);
  if (pool.credentials === undefined || !IdentityId.startsWith(`${userPoolNames.region}:`)) {
    throw new CognitoError("ResourceNotFoundException", `Identity '${IdentityId}' not found.`);
  }
  const user = await loggedInUser(pool, Logins);
  if (IdentityId !== identityIdOf(user.subject)) {
    throw notAuthorized(
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
  }
  const issued = await pool.credentials(pool.triggered(user)).catch((cause: unknown) => {
    const isTheirs = cause instanceof AccountDisabled || cause instanceof AccountNotFound || cause instanceof SignedOut;
    throw isTheirs ? notAuthorized(cause.message, { cause }) : cause;
  });
  return {
    IdentityId,
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: Math.floor(millisOf(issued.expiresAt) / 1_000),
    },
  };
}
