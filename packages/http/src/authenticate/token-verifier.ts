import { type Clock, type Instant, plus, seconds } from "@tintype/core";
import { type CryptoKey, compactVerify } from "jose";
import { readAccessToken, type VerifiedToken } from "./access-token.ts";
import { keyIdOf } from "./compact-token.ts";
import type { JwksSource } from "./jwks-source.ts";
import { TokenRefused } from "./token-refused.ts";

export interface TokenVerifier {
  /**
   * What `token` says, if it is an access token of the issuer for one of the clients, and its time has come and not
   * passed (60 seconds of leeway on either side). Throws `TokenRefused` for everything else, and nothing but that.
   * Whether its user is disabled or has signed out since is not known here.
   */
  verify(token: string): Promise<VerifiedToken>;
}

export interface TokenVerifierOptions {
  /** Exactly as in the claim `iss`. */
  readonly issuer: string;
  /** What the issuer is called in what is told of a token, where its address is not its name; the address unless told. */
  readonly issuerName?: string;
  /** The app clients whose tokens are taken. */
  readonly clientIds: readonly string[];
  readonly keys: JwksSource;
  readonly clock: Clock;
  /** How many verified tokens are remembered. */
  readonly remembered?: number;
  /**
   * SHA-256 in any spelling. A hash that answers at once (Node's) makes a remembered token about 20 times cheaper than
   * WebCrypto, which is used unless told.
   */
  readonly digest?: (text: string) => string | Promise<string>;
}

interface Remembered {
  readonly token: VerifiedToken;
  readonly from: Instant;
  readonly until: Instant;
  readonly kid: string;
  /** The very key that verified it: once the issuer publishes anew, the token is verified anew. */
  readonly key: CryptoKey;
}

const leeway = seconds(60);

/**
 * Verifies access tokens of one issuer, Cognito or the local pool (RFC 8725; docs.aws.amazon.com/cognito, "Verifying
 * JSON web tokens"). A token that was verified is remembered under its digest until it expires.
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { keys, clock, issuerName = options.issuer, remembered: most = 10_000, digest = webDigest } = options;
  const remembered = new Map<string, Remembered>();

  const verifyAnew = async (text: string): Promise<Remembered> => {
    const kid = keyIdOf(text);
    const key = await keys.find(kid);
    if (key === undefined) throw new TokenRefused("token_key_unknown");
    const { notBefore, ...token } = readAccessToken(await verifiedPayload(text, key), options);
    const [from, until] = [plus(notBefore, -leeway), plus(token.expiresAt, leeway)];
    return { token: { ...token, issuer: issuerName }, from, until, kid, key };
  };

  return {
    async verify(text) {
      const hash = await digest(text);
      const known = remembered.get(hash);
      remembered.delete(hash);
      const holds = known !== undefined && (await keys.find(known.kid)) === known.key;
      const entry = holds ? known : await verifyAnew(text);
      checkTimes(entry, clock.now());
      remembered.set(hash, entry);
      if (remembered.size > most) remembered.delete(remembered.keys().next().value ?? "");
      return entry.token;
    },
  };
}

async function verifiedPayload(text: string, key: CryptoKey): Promise<Uint8Array> {
  try {
    return (await compactVerify(text, key, { algorithms: ["RS256"] })).payload;
  } catch (cause) {
    throw new TokenRefused("token_signature", { cause });
  }
}

function checkTimes({ from, until }: Remembered, now: Instant): void {
  if (now >= until) throw new TokenRefused("token_expired");
  if (now < from) throw new TokenRefused("token_not_yet_valid");
}

async function webDigest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return String.fromCharCode(...new Uint8Array(bytes));
}
