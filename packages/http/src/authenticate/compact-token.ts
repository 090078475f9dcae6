import { base64url } from "jose";
import { readJsonObject } from "./read-json-object.ts";
import { TokenRefused } from "./token-refused.ts";

const longest = 8_192;
const threeParts = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const ourTypes = /^(?:application\/)?(?:at\+)?jwt$/i;

/**
 * The id of the key that a token names, of one in strict compact form (RFC 7515 section 7.1): three parts of canonical
 * base64url without blanks or padding, at most 8 KiB, signed with RS256. jose takes blanks, stray bits in the last
 * character and a byte order mark; here every token has one spelling. Keys and addresses in the header (`jwk`, `jku`, `x5c`, `x5u`) are not
 * looked at, and a header that demands something (`crit`) is refused. Nothing is verified yet.
 */
export function keyIdOf(token: string): string {
  if (token.length > longest || !threeParts.test(token)) throw new TokenRefused("token_malformed");
  if (!token.split(".").every(isCanonical)) throw new TokenRefused("token_malformed");
  const { alg, kid, typ, crit } = headerOf(token);
  if (crit !== undefined) throw new TokenRefused("token_malformed");
  if (typ !== undefined && !(typeof typ === "string" && ourTypes.test(typ))) throw new TokenRefused("token_malformed");
  if (alg !== "RS256") throw new TokenRefused("token_algorithm");
  if (typeof kid !== "string" || kid === "") throw new TokenRefused("token_key_unknown");
  return kid;
}

/** Whether no other text of the same length decodes to the same bytes: the bits left over in the last character are 0. */
function isCanonical(part: string): boolean {
  const rest = part.length % 4;
  if (rest === 0) return true;
  if (rest === 1) return false;
  return (rest === 2 ? "AQgw" : "AEIMQUYcgkosw048").includes(part.charAt(part.length - 1));
}

function headerOf(token: string): Record<string, unknown> {
  try {
    return readJsonObject(base64url.decode(token.slice(0, token.indexOf("."))));
  } catch (cause) {
    throw new TokenRefused("token_malformed", { cause });
  }
}
