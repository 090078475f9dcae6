import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createJwksSource } from "./jwks-source.ts";
import {
  accessClaims,
  base64url,
  createSigner,
  createStoppedClock,
  goodHeader,
  idClaims,
  issuer,
  now,
  type Signer,
  userId,
} from "./token.fixture.ts";
import type { TokenRefusal } from "./token-refused.ts";
import { createTokenVerifier } from "./token-verifier.ts";

let signer: Signer;
let stranger: Signer;
beforeAll(async () => {
  [signer, stranger] = await Promise.all([createSigner(), createSigner()]);
});

const verifierAt = (seconds = now, keys: readonly unknown[] = [signer.jwk]) => {
  const clock = createStoppedClock(seconds);
  const source = createJwksSource({ clock, load: async () => ({ keys }) });
  return createTokenVerifier({ issuer, clientIds: ["web", "legacy"], keys: source, clock });
};

/** `accepted`, or the code of the refusal. */
const verdict = async (token: string, seconds?: number): Promise<TokenRefusal | "accepted"> => {
  try {
    await verifierAt(seconds).verify(token);
    return "accepted";
  } catch (error) {
    expect(error).toMatchObject({ name: "TokenRefused", message: expect.stringMatching(/\.$/) });
    return (error as { code: TokenRefusal }).code;
  }
};

const good = () => signer.sign(goodHeader, accessClaims);
const withHeader = (header: object) => () => signer.sign({ ...goodHeader, ...header }, accessClaims);
const withClaims = (claims: object) => () => signer.sign(goodHeader, { ...accessClaims, ...claims });
const parts = async () => (await good()).split(".") as [string, string, string];
const change = (at: 0 | 1 | 2, how: (part: string) => string) => async () =>
  (await parts()).map((part, place) => (place === at ? how(part) : part)).join(".");
/** The other last characters that decode to the same bytes. */
const strayBits = (part: string) => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return part.slice(0, -1) + alphabet.charAt(alphabet.indexOf(part.slice(-1)) + 1);
};
/** A token of the greatest length that does not exceed 8,192 characters, with `more` letters in a claim. */
const longest = async (more: number) => {
  const bare = JSON.stringify({ ...accessClaims, note: "" }).length;
  const room = 8_192 - (await withClaims({ note: "" })()).length + Math.ceil((bare * 4) / 3);
  return withClaims({ note: "x".repeat(Math.floor((room * 3) / 4) - bare + more) })();
};
/** A header whose base64url leaves bits over. */
const unevenHeader = () => signer.sign(`${JSON.stringify(goodHeader)}${" ".repeat(2)}`, accessClaims);
const publicPem = async () => {
  const spki = await crypto.subtle.exportKey("spki", signer.publicKey);
  return `-----BEGIN PUBLIC KEY-----\n${Buffer.from(spki).toString("base64")}\n-----END PUBLIC KEY-----\n`;
};
const hmac = async (header: object, key: string | Uint8Array) => {
  const input = [header, accessClaims].map((part) => base64url(JSON.stringify(part))).join(".");
  return `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
};

type Row = readonly [
  name: string,
  expected: TokenRefusal | "accepted",
  token: () => string | Promise<string>,
  seconds?: number,
];

const spelling: readonly Row[] = [
  ["as the issuer made it", "accepted", good],
  ["nothing", "token_malformed", () => ""],
  ["a word", "token_malformed", () => "token"],
  ["two dots", "token_malformed", () => ".."],
  ["two parts", "token_malformed", async () => (await parts()).slice(0, 2).join(".")],
  ["no signature after the last dot", "token_malformed", async () => `${(await parts()).slice(0, 2).join(".")}.`],
  ["four parts", "token_malformed", async () => `${await good()}.AAAA`],
  ["five parts, as encrypted tokens have", "token_malformed", async () => `${await good()}.AAAA.AAAA`],
  ["a blank in front", "token_malformed", async () => ` ${await good()}`],
  ["a blank behind", "token_malformed", async () => `${await good()} `],
  ["a line break behind", "token_malformed", async () => `${await good()}\n`],
  ["a NUL behind", "token_malformed", async () => `${await good()}\u0000`],
  ["a blank inside the header", "token_malformed", change(0, (part) => `${part.slice(0, 4)} ${part.slice(4)}`)],
  ["a blank inside the payload", "token_malformed", change(1, (part) => `${part.slice(0, 4)} ${part.slice(4)}`)],
  [
    "a line break inside the signature",
    "token_malformed",
    change(2, (part) => `${part.slice(0, 4)}\n${part.slice(4)}`),
  ],
  ["padding after the header", "token_malformed", change(0, (part) => `${part}=`)],
  ["padding after the signature", "token_malformed", change(2, (part) => `${part}==`)],
  ["the alphabet of plain base64", "token_malformed", change(2, (part) => `+/${part.slice(2)}`)],
  ["a letter that is not ASCII", "token_malformed", change(1, (part) => `é${part.slice(1)}`)],
  [
    "stray bits at the end of the header",
    "token_malformed",
    async () => {
      const [header = "", ...rest] = (await unevenHeader()).split(".");
      expect(header.length % 4).not.toBe(0);
      return [strayBits(header), ...rest].join(".");
    },
  ],
  ["stray bits at the end of the signature", "token_malformed", change(2, strayBits)],
  [
    "a length that no bytes have",
    "token_malformed",
    change(1, (part) => `${part}${"A".repeat(5 - (part.length % 4))}`),
  ],
  ["the most characters that 8 KiB hold", "accepted", () => longest(0)],
  ["one more claim letter than that", "token_malformed", () => longest(1)],
  ["a megabyte", "token_malformed", change(1, (part) => part.padEnd(1_000_000, "A"))],
  ["the name of the scheme in front", "token_malformed", async () => `Bearer ${await good()}`],
  ["two tokens with a comma", "token_malformed", async () => `${await good()},${await good()}`],
];

const headers: readonly Row[] = [
  ["a header that is no JSON", "token_malformed", () => signer.sign("kid", accessClaims)],
  ["a header that is a list", "token_malformed", () => signer.sign("[]", accessClaims)],
  ["a header that is null", "token_malformed", () => signer.sign("null", accessClaims)],
  ["no algorithm", "token_algorithm", withHeader({ alg: undefined })],
  ["alg none", "token_algorithm", withHeader({ alg: "none" })],
  [
    "alg none without a signature",
    "token_malformed",
    async () => `${base64url('{"alg":"none","kid":"key-1"}')}.${(await parts())[1]}.`,
  ],
  ["alg NONE", "token_algorithm", withHeader({ alg: "NONE" })],
  ["alg rs256 in small letters", "token_algorithm", withHeader({ alg: "rs256" })],
  ["alg RS384", "token_algorithm", withHeader({ alg: "RS384" })],
  ["alg RS512", "token_algorithm", withHeader({ alg: "RS512" })],
  ["alg PS256", "token_algorithm", withHeader({ alg: "PS256" })],
  ["alg ES256", "token_algorithm", withHeader({ alg: "ES256" })],
  ["alg EdDSA", "token_algorithm", withHeader({ alg: "EdDSA" })],
  ["alg as a list", "token_algorithm", withHeader({ alg: ["RS256"] })],
  [
    "HS256 made with the public key's PEM",
    "token_algorithm",
    async () => hmac({ kid: "key-1", alg: "HS256" }, await publicPem()),
  ],
  [
    "HS256 made with the modulus",
    "token_algorithm",
    () => hmac({ kid: "key-1", alg: "HS256" }, Buffer.from(String(signer.jwk["n"]), "base64url")),
  ],
  ["HMAC under the name of RS256", "token_signature", async () => hmac(goodHeader, await publicPem())],
  ["no kid", "token_key_unknown", withHeader({ kid: undefined })],
  ["an empty kid", "token_key_unknown", withHeader({ kid: "" })],
  ["a kid that nobody published", "token_key_unknown", withHeader({ kid: "key-2" })],
  ["a kid with a blank behind", "token_key_unknown", withHeader({ kid: "key-1 " })],
  ["a kid in other letters", "token_key_unknown", withHeader({ kid: "KEY-1" })],
  ["a kid that is a path", "token_key_unknown", withHeader({ kid: "../../key-1" })],
  ["a kid that is an address", "token_key_unknown", withHeader({ kid: "https://evil.example/jwks.json" })],
  ["a kid that is a query", "token_key_unknown", withHeader({ kid: "' OR 1=1 --" })],
  ["a kid of every object", "token_key_unknown", withHeader({ kid: "__proto__" })],
  ["a kid that is a number", "token_key_unknown", withHeader({ kid: 1 })],
  ["a kid that is a list", "token_key_unknown", withHeader({ kid: ["key-1"] })],
  ["a kid of 5 KB", "token_key_unknown", withHeader({ kid: "k".repeat(5_000) })],
  ["a kid of 10 KB", "token_malformed", withHeader({ kid: "k".repeat(10_000) })],
  ["a critical extension", "token_malformed", withHeader({ crit: ["exp"], exp: 1 })],
  ["an empty list of critical extensions", "token_malformed", withHeader({ crit: [] })],
  ["an unencoded payload (RFC 7797)", "token_malformed", withHeader({ b64: false, crit: ["b64"] })],
  ["the type of another use", "token_malformed", withHeader({ typ: "secevent+jwt" })],
  ["a type that is no text", "token_malformed", withHeader({ typ: 1 })],
  ["the type JWT", "accepted", withHeader({ typ: "JWT" })],
  ["the type of RFC 9068", "accepted", withHeader({ typ: "at+jwt" })],
  [
    "a stranger's key in the header",
    "token_signature",
    () => stranger.sign({ ...goodHeader, jwk: stranger.jwk }, accessClaims),
  ],
  [
    "a stranger's key in the header, and no kid",
    "token_key_unknown",
    () => stranger.sign({ alg: "RS256", jwk: stranger.jwk }, accessClaims),
  ],
  [
    "a stranger's address of keys",
    "token_signature",
    () => stranger.sign({ ...goodHeader, jku: "https://evil.example/jwks.json" }, accessClaims),
  ],
  [
    "a stranger's certificate",
    "token_signature",
    () => stranger.sign({ ...goodHeader, x5c: ["MIIB"], x5u: "https://evil.example" }, accessClaims),
  ],
  [
    "our own address of keys, which is not looked at",
    "accepted",
    withHeader({ jku: "https://evil.example/jwks.json" }),
  ],
];

const signatures: readonly Row[] = [
  ["signed by a stranger under our kid", "token_signature", () => stranger.sign(goodHeader, accessClaims)],
  [
    "the payload of another token",
    "token_signature",
    async () => {
      const other = (await withClaims({ sub: "somebody-else" })()).split(".")[1] ?? "";
      return change(1, () => other)();
    },
  ],
  [
    "one letter of the payload changed",
    "token_signature",
    change(1, (part) => `${part.startsWith("e") ? "f" : "e"}${part.slice(1)}`),
  ],
  ["one letter of the header changed", "token_malformed", change(0, (part) => `A${part.slice(1)}`)],
  [
    "one letter of the signature changed",
    "token_signature",
    change(2, (part) => `${part.startsWith("A") ? "B" : "A"}${part.slice(1)}`),
  ],
  ["a signature cut short", "token_signature", change(2, (part) => part.slice(0, -6))],
  ["a signature of one byte", "token_signature", change(2, () => "AA")],
  ["a signature with bytes behind", "token_signature", change(2, (part) => `${part.slice(0, -2)}AAAA`)],
  ["a signature of zeros", "token_signature", change(2, () => "A".repeat(342))],
];

const claims: readonly Row[] = [
  ["a payload that is no JSON", "token_claims", () => signer.sign(goodHeader, "claims")],
  ["a payload that is a list", "token_claims", () => signer.sign(goodHeader, "[]")],
  ["a payload that is null", "token_claims", () => signer.sign(goodHeader, "null")],
  ["another issuer", "token_issuer", withClaims({ iss: "https://evil.example/user-pool/local_tintype" })],
  ["the issuer with a slash behind", "token_issuer", withClaims({ iss: `${issuer}/` })],
  ["the issuer in capitals", "token_issuer", withClaims({ iss: issuer.toUpperCase() })],
  ["the issuer in a list", "token_issuer", withClaims({ iss: [issuer] })],
  ["no issuer", "token_issuer", withClaims({ iss: undefined })],
  ["an ID token", "token_is_id_token", () => signer.sign(goodHeader, idClaims)],
  [
    "an ID token that has expired",
    "token_is_id_token",
    () => signer.sign(goodHeader, { ...idClaims, exp: now - 9_000 }),
  ],
  ["an ID token dressed up with a client", "token_is_id_token", withClaims({ token_use: "id" })],
  ["a refresh token", "token_use", withClaims({ token_use: "refresh" })],
  ["another case of the use", "token_use", withClaims({ token_use: "Access" })],
  ["no use", "token_use", withClaims({ token_use: undefined })],
  ["the other client", "accepted", withClaims({ client_id: "legacy" })],
  ["a stranger's client", "token_client", withClaims({ client_id: "evil" })],
  ["a client by its aud alone", "token_claims", withClaims({ client_id: undefined, aud: "web" })],
  ["two clients", "token_claims", withClaims({ client_id: ["web"] })],
  ["no subject", "token_claims", withClaims({ sub: undefined })],
  ["an empty subject", "token_claims", withClaims({ sub: "" })],
  ["no jti", "token_claims", withClaims({ jti: undefined })],
  ["no origin_jti", "accepted", withClaims({ origin_jti: undefined })],
  ["no user of ours", "accepted", withClaims({ "tintype:user": undefined })],
  ["a user of ours that is no id", "token_claims", withClaims({ "tintype:user": userId.toLowerCase() })],
  ["groups that are no list", "token_claims", withClaims({ "cognito:groups": "premium" })],
  ["a scope that is no text", "token_claims", withClaims({ scope: ["a"] })],
  ["no scope", "accepted", withClaims({ scope: undefined })],
];

const times: readonly Row[] = [
  ["a second before it expires", "accepted", withClaims({ exp: now + 1 })],
  ["in the second when it expires", "accepted", withClaims({ exp: now })],
  ["59 seconds after", "accepted", withClaims({ exp: now - 59 })],
  ["60 seconds after", "token_expired", withClaims({ exp: now - 60 })],
  ["61 seconds after", "token_expired", withClaims({ exp: now - 61 })],
  ["a year after", "token_expired", good, now + 31_536_000],
  ["no expiry", "token_claims", withClaims({ exp: undefined })],
  ["an expiry in words", "token_claims", withClaims({ exp: String(now + 60) })],
  ["an expiry with a fraction", "token_claims", withClaims({ exp: now + 0.5 })],
  ["an expiry beyond all years", "token_claims", withClaims({ exp: 1e15 })],
  ["the last expiry of all", "accepted", withClaims({ exp: 253_370_764_799 })],
  ["an expiry before 1970", "token_claims", withClaims({ exp: -1 })],
  ["issued this second", "accepted", withClaims({ iat: now })],
  ["issued 60 seconds in the future", "accepted", withClaims({ iat: now + 60 })],
  ["issued 61 seconds in the future", "token_not_yet_valid", withClaims({ iat: now + 61 })],
  ["no time of issue", "token_claims", withClaims({ iat: undefined })],
  ["not before 60 seconds in the future", "accepted", withClaims({ nbf: now + 60 })],
  ["not before 61 seconds in the future", "token_not_yet_valid", withClaims({ nbf: now + 61 })],
  ["not before in words", "token_claims", withClaims({ nbf: "now" })],
];

const cases = (rows: readonly Row[]) =>
  rows.map(([name, expected, token, seconds]) => ({
    name,
    expected,
    judged: async () => expect(await verdict(await token(), seconds)).toBe(expected),
  }));

describe("an access token", () => {
  it.each(cases(spelling))("spelled with $name: $expected", ({ judged }) => judged());
  it.each(cases(headers))("with $name in its header: $expected", ({ judged }) => judged());
  it.each(cases(signatures))("$name: $expected", ({ judged }) => judged());
  it.each(cases(claims))("with $name: $expected", ({ judged }) => judged());
  it.each(cases(times))("$name: $expected", ({ judged }) => judged());

  it("is told whom it is for, and since when", async () => {
    const token = await withClaims({ "cognito:groups": ["premium"], scope: "a b" })();
    expect(await verifierAt().verify(token)).toEqual({
      issuer,
      signedInAt: "2026-11-20T09:20:00.000Z",
      subject: accessClaims.sub,
      userId,
      clientId: "web",
      jti: accessClaims.jti,
      originJti: accessClaims.origin_jti,
      issuedAt: "2026-11-20T09:20:00.000Z",
      expiresAt: "2026-11-20T10:20:00.000Z",
      groups: ["premium"],
      scopes: ["a", "b"],
    });
  });

  it("is of an issuer by the name that it goes by here", async () => {
    const keys = { find: async () => signer.publicKey };
    const clock = createStoppedClock(now);
    const verifier = createTokenVerifier({ issuer, issuerName: "local_tintype", clientIds: ["web"], keys, clock });
    expect(await verifier.verify(await good())).toMatchObject({ issuer: "local_tintype", subject: accessClaims.sub });
  });

  it("says in words that an ID token is the wrong one", async () => {
    const token = await signer.sign(goodHeader, idClaims);
    await expect(verifierAt().verify(token)).rejects.toThrow("Send the access token.");
  });
});
