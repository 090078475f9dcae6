import { type Instant, instantFromMillis, UserId } from "@tintype/core";
import * as z from "zod";
import { readJsonObject } from "./read-json-object.ts";
import { TokenRefused } from "./token-refused.ts";

/** What an access token that was verified says. */
export interface VerifiedToken {
  readonly issuer: string;
  readonly subject: string;
  /** Our own id of the user (claim `tintype:user`), where the issuer knows it. */
  readonly userId?: UserId;
  readonly clientId: string;
  readonly jti: string;
  /** The same in all tokens that go back to one sign-in. */
  readonly originJti?: string;
  readonly issuedAt: Instant;
  /** When the user signed in whom the token goes back to. */
  readonly signedInAt?: Instant;
  readonly expiresAt: Instant;
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
}

export interface ExpectedClaims {
  readonly issuer: string;
  readonly clientIds: readonly string[];
}

const text = z.string().min(1).max(1_000);
/** Seconds since 1970 (RFC 7519 section 2, NumericDate), to the end of the year 9998. */
const moment = z
  .int()
  .min(0)
  .max(253_370_764_799)
  .transform((count) => instantFromMillis(count * 1_000));

const Claims = z.object({
  iss: text,
  sub: text,
  client_id: text,
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  jti: text,
  origin_jti: text.optional(),
  iat: moment,
  exp: moment,
  nbf: moment.optional(),
  auth_time: moment.optional(),
  scope: z.string().default(""),
  "cognito:groups": z.array(text).default([]),
  "tintype:user": UserId.optional(),
});

/**
 * Reads the payload of a token whose signature is right. Throws `TokenRefused` unless it is an access token of that
 * issuer for one of those clients; times are not compared here. An ID token is recognised by what Cognito writes into
 * it (docs.aws.amazon.com/cognito, "Understanding the identity token").
 */
export function readAccessToken(payload: Uint8Array, expected: ExpectedClaims): VerifiedToken & { notBefore: Instant } {
  const said = parse(payload);
  if (said["iss"] !== expected.issuer) throw new TokenRefused("token_issuer");
  if (said["token_use"] === "id") throw new TokenRefused("token_is_id_token");
  if (said["token_use"] !== "access") throw new TokenRefused("token_use");
  const read = Claims.safeParse(said);
  if (!read.success) throw new TokenRefused("token_claims", { cause: read.error });
  const { data: claims } = read;
  if (!expected.clientIds.includes(claims.client_id)) throw new TokenRefused("token_client");
  return {
    issuer: claims.iss,
    subject: claims.sub,
    ...(claims["tintype:user"] === undefined ? {} : { userId: claims["tintype:user"] }),
    clientId: claims.client_id,
    jti: claims.jti,
    ...(claims.origin_jti === undefined ? {} : { originJti: claims.origin_jti }),
    issuedAt: claims.iat,
    ...(claims.auth_time === undefined ? {} : { signedInAt: claims.auth_time }),
    expiresAt: claims.exp,
    groups: claims["cognito:groups"],
    scopes: claims.scope.split(" ").filter((scope) => scope !== ""),
    notBefore: claims.nbf === undefined || claims.nbf < claims.iat ? claims.iat : claims.nbf,
  };
}

function parse(payload: Uint8Array): Record<string, unknown> {
  try {
    return readJsonObject(payload);
  } catch (cause) {
    throw new TokenRefused("token_claims", { cause });
  }
}
