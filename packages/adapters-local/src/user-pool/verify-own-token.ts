import { millisOf } from "@tintype/core";
import { errors, type JWTPayload, jwtVerify } from "jose";
import type { Pool } from "./pool.ts";

const compact = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/** The claims of a token that this pool has signed and that is good at this moment. Throws one of jose's errors. */
export async function verifyOwnToken(pool: Pool, token: string): Promise<JWTPayload> {
  if (!compact.test(token)) throw new errors.JWTInvalid("This is no token.");
  const { payload } = await jwtVerify(token, ({ kid }) => publicKeyOf(pool, kid), {
    algorithms: ["RS256"],
    issuer: pool.issuer,
    requiredClaims: ["exp"],
    currentDate: new Date(millisOf(pool.clock.now())),
  });
  return payload;
}

function publicKeyOf({ keys }: Pool, kid: string | undefined) {
  const key = keys.publicKey(kid ?? "");
  if (key === undefined) throw new errors.JWKSNoMatchingKey();
  return key;
}
