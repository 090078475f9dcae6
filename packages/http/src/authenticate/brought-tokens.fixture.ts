import { createHmac, generateKeyPairSync, type KeyObject, type SignKeyObjectInput, sign } from "node:crypto";
import { accessClaims, base64url, idClaims, now } from "./token.fixture.ts";

export const userPoolId = "eu-central-1_Tintype01";
export const cognitoIssuer = `https://cognito-idp.eu-central-1.amazonaws.com/${userPoolId}`;

/** A token as somebody brings it, the keys that the issuer publishes then, and the moment. */
export interface BroughtToken {
  readonly name: string;
  readonly token: string;
  readonly keys: readonly object[];
  readonly seconds: number;
}

type Text = object | string | Uint8Array;
type Jwk = Readonly<Record<string, unknown>>;

interface Draft {
  readonly name: string;
  readonly header?: Text;
  readonly payload?: Text;
  readonly sign?: (input: string) => Uint8Array;
  /** How the issuer spells a part that it signs; base64url by itself unless told. */
  readonly write?: (part: string, at: number) => string;
  /** What becomes of the token on its way. */
  readonly spell?: (token: string) => string;
  readonly keys?: readonly object[];
  readonly seconds?: number;
}

const header = { kid: "key-1", alg: "RS256" };
const claims = { ...accessClaims, iss: cognitoIssuer };

const rsa = (modulusLength: number, publicExponent = 65_537) =>
  generateKeyPairSync("rsa", { modulusLength, publicExponent });
const [own, other, weak, cubic] = [rsa(2_048), rsa(2_048), rsa(1_024), rsa(2_048, 3)];
const curve = generateKeyPairSync("ec", { namedCurve: "P-256" });
const edwards = generateKeyPairSync("ed25519");

const published = ({ publicKey }: { readonly publicKey: KeyObject }, alg = "RS256", kid = "key-1"): Jwk => ({
  ...publicKey.export({ format: "jwk" }),
  alg,
  use: "sig",
  kid,
});
const by =
  (
    { privateKey }: { readonly privateKey: KeyObject },
    hash: string | null = "sha256",
    how: Partial<SignKeyObjectInput> = {},
  ) =>
  (input: string): Uint8Array =>
    sign(hash, Buffer.from(input), { ...how, key: privateKey });
const hmac =
  (key: string | Uint8Array, hash = "sha256") =>
  (input: string): Uint8Array =>
    createHmac(hash, key).update(input).digest();

const same = (text: string): string => text;
const encode = (text: Text) =>
  base64url(typeof text === "string" || text instanceof Uint8Array ? text : JSON.stringify(text));

function bring(draft: Draft): BroughtToken {
  const { name, payload = claims, sign: signature = by(own), write = same, spell = same } = draft;
  const input = [draft.header ?? header, payload].map((text, at) => write(encode(text), at)).join(".");
  const token = spell(`${input}.${base64url(signature(input))}`);
  return { name, token, keys: draft.keys ?? [published(own)], seconds: draft.seconds ?? now };
}

/** How a value is called in the name of a token. */
export const called = (value: unknown): string => (value === undefined ? "missing" : JSON.stringify(value));

/** What may stand where something else belongs. */
export const values: readonly unknown[] = [
  undefined,
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e300,
  "",
  " ",
  "text",
  "__proto__",
  [],
  ["text"],
  {},
];

/** The right value in a spelling that is not quite right. */
export const nearly = (right: unknown): readonly unknown[] => [
  [right],
  ...(typeof right === "number" ? [String(right), right + 0.5] : []),
  ...(typeof right === "string" ? [`${right} `, `${right}\u0000`, right.toUpperCase(), right.slice(0, -1)] : []),
];

const claimNames = [
  "iss",
  "sub",
  "aud",
  "client_id",
  "token_use",
  "jti",
  "origin_jti",
  "iat",
  "exp",
  "nbf",
  "auth_time",
  "scope",
  "username",
  "cognito:groups",
  "tintype:user",
  "unheard-of",
] as const;
const said: Readonly<Record<string, unknown>> = { ...claims, nbf: now - 600, aud: "web", "cognito:groups": "premium" };

const ofClaims = claimNames.flatMap((name) =>
  [...values, ...nearly(said[name] ?? "right")].map(
    (value): Draft => ({ name: `${name} ${called(value)}`, payload: { ...claims, [name]: value } }),
  ),
);

const ofHeaders = ["alg", "kid", "typ", "cty", "crit", "b64", "zip", "jku", "x5u", "x5c", "jwk"].flatMap((name) =>
  [...values, ...nearly(Object.entries(header).find(([key]) => key === name)?.[1] ?? "JWT")].map(
    (value): Draft => ({ name: `${name} ${called(value)}`, header: { ...header, [name]: value } }),
  ),
);

const pem = own.publicKey.export({ type: "spki", format: "pem" });
const modulus = Buffer.from(String(published(own)["n"]), "base64url");
const pss = { padding: 6, saltLength: 32 };
const signers: Readonly<Record<string, (input: string) => Uint8Array>> = {
  "the key": by(own),
  "the key with SHA-1": by(own, "sha1"),
  "the key with SHA-384": by(own, "sha384"),
  "the key with SHA-512": by(own, "sha512"),
  "the key with PSS": by(own, "sha256", pss),
  "another key": by(other),
  "the public key as a secret": hmac(pem),
  "the modulus as a secret": hmac(modulus),
  "nothing as a secret": hmac(""),
  "a curve": by(curve, "sha256", { dsaEncoding: "ieee-p1363" }),
  zeros: () => new Uint8Array(256),
  "one byte": () => new Uint8Array(1),
};
const algorithms = ["RS256", "RS384", "RS512", "PS256", "ES256", "EdDSA", "HS256", "HS512", "none", "None", "rs256"];
const ofAlgorithms = algorithms.flatMap((alg) =>
  Object.entries(signers).map(
    ([signer, signature]): Draft => ({ name: `${alg} by ${signer}`, header: { ...header, alg }, sign: signature }),
  ),
);

const key = published(own);
const ofKeys: readonly Draft[] = [
  { name: "no key at all", keys: [] },
  { name: "another key under the same id", keys: [published(other)] },
  { name: "the key under another id", keys: [published(own, "RS256", "key-2")] },
  { name: "the second of two keys", keys: [published(other, "RS256", "key-2"), key] },
  { name: "two keys of one id, the right one first", keys: [key, published(other)] },
  { name: "two keys of one id, the right one last", keys: [published(other), key] },
  { name: "a key of 1,024 bits", keys: [published(weak)], sign: by(weak) },
  { name: "a key with the exponent 3", keys: [published(cubic)], sign: by(cubic) },
  { name: "a key for RS512", keys: [published(own, "RS512")] },
  {
    name: "RS512 with a key for it",
    header: { ...header, alg: "RS512" },
    keys: [published(own, "RS512")],
    sign: by(own, "sha512"),
  },
  {
    name: "ES256 with a key for it",
    header: { ...header, alg: "ES256" },
    keys: [published(curve, "ES256")],
    sign: signers["a curve"] ?? by(own),
  },
  {
    name: "EdDSA with a key for it",
    header: { ...header, alg: "EdDSA" },
    keys: [published(edwards, "EdDSA")],
    sign: by(edwards, null),
  },
  {
    name: "HS256 with a key for it",
    header: { ...header, alg: "HS256" },
    keys: [{ kty: "oct", alg: "HS256", kid: "key-1", k: base64url("secret") }],
    sign: hmac("secret"),
  },
  ...[
    ...["alg", "use", "kid", "kty", "n", "e"].map((name) => ({ [name]: undefined })),
    { alg: "HS256" },
    { alg: "none" },
    { use: "enc" },
    { kty: "EC" },
    { kid: "" },
    { key_ops: ["sign"] },
    { key_ops: ["verify"] },
    { e: "AAEAAQ" },
    { e: "AQAB==" },
    { n: `${String(key["n"])}=` },
    { x5c: ["MIIB"] },
  ].map((changes): Draft => {
    const members = Object.entries({ ...key, ...changes }).filter(([, value]) => value !== undefined);
    const [[name, value] = []] = Object.entries(changes);
    const shown = name === "n" && value !== undefined ? '"with padding"' : called(value);
    return { name: `the key with ${name} ${shown}`, keys: [Object.fromEntries(members)] };
  }),
];

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** The next last character: the same bytes, where it has bits that are left over. */
const nextLetter = (part: string) => `${part.slice(0, -1)}${alphabet[(alphabet.indexOf(part.slice(-1)) + 1) % 64]}`;
const inside = (what: string) => (part: string) => `${part.slice(0, 8)}${what}${part.slice(8)}`;
const spellings: Readonly<Record<string, (part: string) => string>> = {
  "one pad": (part) => `${part}=`,
  "two pads": (part) => `${part}==`,
  "three pads": (part) => `${part}===`,
  "a pad in front": (part) => `=${part}`,
  "a blank in front": (part) => ` ${part}`,
  "a blank behind": (part) => `${part} `,
  "a blank inside": inside(" "),
  "a tab inside": inside("\t"),
  "a line break inside": inside("\n"),
  "a NUL behind": (part) => `${part}\u0000`,
  "a plus inside": inside("+"),
  "a slash inside": inside("/"),
  "a percent sign": inside("%2E"),
  "a letter beyond ASCII": inside("é"),
  "a full-width letter": inside("Ａ"),
  "a zero-width blank": inside("\u200B"),
  "the next last letter": nextLetter,
  "one letter more": (part) => `${part}A`,
  "one letter less": (part) => part.slice(0, -1),
  "a byte more": (part) => `${part}AAAA`,
  "a dot behind": (part) => `${part}.`,
  "a dot inside": inside("."),
  nothing: () => "",
};
const changed =
  (at: number, change: (part: string) => string) =>
  (part: string, place: number): string =>
    place === at ? change(part) : part;
/** So long that its base64url has bits left over, as the signature's has. */
const uneven = (text: object): string => {
  const json = JSON.stringify(text);
  return json.padEnd(json.length + ((4 - (json.length % 3)) % 3), " ");
};
const ofSpelling: readonly Draft[] = [
  ...["header", "payload", "signature"].flatMap((part, at) =>
    Object.entries(spellings).flatMap(([how, change]): readonly Draft[] => {
      const texts = { header: uneven(header), payload: uneven(claims) };
      const onItsWay = (token: string) => token.split(".").map(changed(at, change)).join(".");
      return [
        { ...texts, name: `the ${part} with ${how}`, spell: onItsWay },
        ...(at < 2 ? [{ ...texts, name: `the ${part} signed with ${how}`, write: changed(at, change) }] : []),
      ];
    }),
  ),
  ...Object.entries({
    nothing: () => "",
    "a word": () => "token",
    "two dots": () => "..",
    "two parts": (token: string) => token.split(".").slice(0, 2).join("."),
    "five parts": (token: string) => `${token}.AAAA.AAAA`,
    "the scheme in front": (token: string) => `Bearer ${token}`,
    "a line break behind": (token: string) => `${token}\n`,
    "two tokens": (token: string) => `${token},${token}`,
    "quotes around it": (token: string) => `"${token}"`,
    "its parts in another order": (token: string) => token.split(".").toReversed().join("."),
  }).map(([name, spell]): Draft => ({ name, spell })),
  { name: "as the issuer made it" },
  { name: "with blanks that the issuer has signed", header: uneven(header), payload: uneven(claims) },
  { name: "more than 8 KiB", payload: { ...claims, note: "x".repeat(9_000) } },
];

const latin = (text: string) => Buffer.from(text, "latin1");
const marked = (text: object) => `\uFEFF${JSON.stringify(text)}`;
const jsonTexts = (right: object): Readonly<Record<string, Text>> => ({
  "a list": [right],
  null: "null",
  "a text": '"text"',
  "a number": "1",
  "no JSON": "text",
  "an empty text": " ",
  "blanks around it": ` \n\t${JSON.stringify(right)}\r `,
  "a byte order mark": marked(right),
  "a NUL behind": `${JSON.stringify(right)}\u0000`,
  "something behind": `${JSON.stringify(right)}{}`,
  "a comma too many": JSON.stringify(right).replace(/\}$/, ",}"),
  "a comment": `/**/${JSON.stringify(right)}`,
  "single quotes": JSON.stringify(right).replaceAll('"', "'"),
  "escaped letters": JSON.stringify(right)
    .replace('"alg"', String.raw`"\u0061lg"`)
    .replace('"iss"', String.raw`"\u0069ss"`),
  "bytes that are not UTF-8": latin(JSON.stringify({ ...right, note: "é" })),
  "UTF-16": Buffer.from(JSON.stringify(right), "utf16le"),
  "a lone surrogate": JSON.stringify({ ...right, note: "\uD800" }),
  "letters of all languages": { ...right, note: "é漢🦊\u202E" },
  "a prototype": JSON.stringify(right).replace("{", '{"__proto__":{"token_use":"id","alg":"none"},'),
  "a constructor": { ...right, constructor: { prototype: {} } },
  "deep nesting": { ...right, note: JSON.parse("[".repeat(500) + "]".repeat(500)) },
});
const twice = (right: Readonly<Record<string, unknown>>, name: string, wrong: unknown): readonly Draft[] => {
  const member = `${JSON.stringify(name)}:${JSON.stringify(wrong)}`;
  const json = JSON.stringify(right);
  const place = "alg" in right ? "header" : "payload";
  return [
    { name: `${name} twice, the right one last`, [place]: json.replace("{", `{${member},`) },
    { name: `${name} twice, the right one first`, [place]: json.replace(/\}$/, `,${member}}`) },
  ];
};
const ofJson: readonly Draft[] = [
  ...Object.entries(jsonTexts(header)).map(([name, text]): Draft => ({ name: `a header: ${name}`, header: text })),
  ...Object.entries(jsonTexts(claims)).map(([name, text]): Draft => ({ name: `a payload: ${name}`, payload: text })),
  ...twice(header, "alg", "none"),
  ...twice(header, "kid", "key-2"),
  ...twice(claims, "iss", "https://evil.example"),
  ...twice(claims, "client_id", "evil"),
  ...twice(claims, "token_use", "id"),
  ...twice(claims, "sub", 1),
  ...twice(claims, "exp", 0),
];

const moments = [-86_400, -61, -60, -59, -1, 0, 1, 59, 60, 61, 86_400];
const ofClocks: readonly Draft[] = ["exp", "nbf", "iat", "auth_time"].flatMap((name) =>
  moments.flatMap((seconds): readonly Draft[] => [
    { name: `${name} at ${seconds} s`, payload: { ...claims, [name]: now + seconds } },
    { name: `${name} at 0 s, brought at ${seconds} s`, payload: { ...claims, [name]: now }, seconds: now + seconds },
  ]),
);

const ofKinds: readonly Draft[] = [
  { name: "an access token" },
  { name: "an access token of the other client", payload: { ...claims, client_id: "legacy" } },
  { name: "an access token of a stranger's client", payload: { ...claims, client_id: "evil" } },
  { name: "an access token for a resource", payload: { ...claims, aud: "https://photos.example.com" } },
  { name: "an ID token", payload: { ...idClaims, iss: cognitoIssuer } },
  { name: "an ID token that says access", payload: { ...idClaims, iss: cognitoIssuer, token_use: "access" } },
  { name: "an ID token with a client", payload: { ...idClaims, iss: cognitoIssuer, client_id: "web" } },
  { name: "a token of another pool", payload: { ...claims, iss: cognitoIssuer.replace("01", "02") } },
  {
    name: "a token of another region",
    payload: { ...claims, iss: cognitoIssuer.replace("eu-central-1.", "us-east-1.") },
  },
  { name: "a token of the issuer with a slash", payload: { ...claims, iss: `${cognitoIssuer}/` } },
  { name: "a token of the issuer over HTTP", payload: { ...claims, iss: cognitoIssuer.replace("https", "http") } },
  {
    name: "a token of the pool's other issuer",
    payload: { ...claims, iss: cognitoIssuer.replace("cognito", "issuer-cognito") },
  },
];

/** Tokens, each right but for what its name says. */
export const broughtTokens = {
  kinds: ofKinds.map(bring),
  claims: ofClaims.map(bring),
  headers: ofHeaders.map(bring),
  algorithms: ofAlgorithms.map(bring),
  keys: ofKeys.map(bring),
  spelling: ofSpelling.map(bring),
  json: ofJson.map(bring),
  clocks: ofClocks.map(bring),
} as const satisfies Readonly<Record<string, readonly BroughtToken[]>>;

export type Dimension = keyof typeof broughtTokens;
