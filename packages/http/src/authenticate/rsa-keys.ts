import { type CryptoKey, importJWK } from "jose";
import * as z from "zod";

const Jwks = z.object({ keys: z.array(z.unknown()).max(100) });

/** 2,048 to 8,192 bits: 256 to 1,024 bytes in base64url, the very first bit of which is 1. */
const modulus = z.string().regex(/^[g-z0-9_-][A-Za-z0-9_-]{341,1365}$/);

const SigningKey = z.object({
  kty: z.literal("RSA"),
  alg: z.literal("RS256"),
  use: z.literal("sig"),
  key_ops: z.tuple([z.literal("verify")]).optional(),
  kid: z.string().min(1).max(200),
  n: modulus,
  e: z.literal("AQAB"),
});

/**
 * The keys of a JWK set (RFC 7517 section 5) that may sign access tokens: RSA of at least 2,048 bits with the exponent
 * 65537, said to be for signing with RS256. Others are passed over; so are all keys that share their id with another.
 * Throws where the document is not a JWK set at all.
 */
export async function readRsaKeys(document: unknown): Promise<ReadonlyMap<string, CryptoKey>> {
  const found = Jwks.parse(document).keys.flatMap((key) => {
    const parsed = SigningKey.safeParse(key);
    return parsed.success ? [parsed.data] : [];
  });
  const ids = found.map(({ kid }) => kid);
  const single = found.filter(({ kid }) => ids.indexOf(kid) === ids.lastIndexOf(kid));
  return new Map(
    await Promise.all(
      single.map(async ({ kid, n, e }) => [kid, await importJWK({ kty: "RSA", n, e }, "RS256")] as const),
    ),
  );
}
