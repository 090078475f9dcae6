import { CognitoJwtVerifier } from "aws-jwt-verify";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { VerifiedToken } from "./access-token.ts";
import {
  type BroughtToken,
  broughtTokens,
  called,
  cognitoIssuer,
  type Dimension,
  nearly,
  userPoolId,
  values,
} from "./brought-tokens.fixture.ts";
import { createJwksSource } from "./jwks-source.ts";
import { accessClaims, createStoppedClock } from "./token.fixture.ts";
import { type TokenRefusal, TokenRefused } from "./token-refused.ts";
import { createTokenVerifier } from "./token-verifier.ts";

const clientIds = ["web", "legacy"];

/** What AWS's own library reads in the token, with as much leeway as ours has; undefined where it refuses. */
function readByTheirs({ token, keys, seconds }: BroughtToken): Readonly<Record<string, unknown>> | undefined {
  vi.setSystemTime(seconds * 1_000);
  const verifier = CognitoJwtVerifier.create({ userPoolId, tokenUse: "access", clientId: clientIds, graceSeconds: 60 });
  try {
    verifier.cacheJwks({ keys } as unknown as Parameters<typeof verifier.cacheJwks>[0]);
    return verifier.verifySync(token);
  } catch {
    return;
  }
}

/** What ours reads in it, or why it refuses. */
async function readByOurs({ token, keys, seconds }: BroughtToken): Promise<VerifiedToken | TokenRefusal> {
  const clock = createStoppedClock(seconds);
  const source = createJwksSource({ clock, load: async () => ({ keys }) });
  const verifier = createTokenVerifier({ issuer: cognitoIssuer, clientIds, keys: source, clock });
  try {
    return await verifier.verify(token);
  } catch (error) {
    if (error instanceof TokenRefused) return error.code;
    throw error;
  }
}

interface Strictness {
  readonly because: string;
  readonly in: Dimension;
  readonly refusal: TokenRefusal;
  readonly tokens: readonly string[];
}

/** All values for a claim or a member of a header, but some. */
const everyValue = (name: string, right: unknown, ...but: readonly unknown[]): readonly string[] =>
  [...values, ...nearly(right)]
    .filter((value) => !but.some((one) => called(one) === called(value)))
    .map((value) => `${name} ${called(value)}`);

/** Tokens that AWS's library takes and we do not, and why: there are no others. */
const stricter: readonly Strictness[] = [
  {
    because: "one issuer is told to us, exactly as in the claim; a pool signs with one of its two",
    in: "kinds",
    refusal: "token_issuer",
    tokens: ["a token of the pool's other issuer"],
  },
  {
    because: "Cognito writes them always, and we go by them: whose, when, until when, and which",
    in: "claims",
    refusal: "token_claims",
    tokens: ["sub missing", 'sub ""', "jti missing", 'jti ""', "iat missing", "exp missing"],
  },
  {
    because:
      "moments are whole seconds between 1970 and 9999: Cognito writes no others, and our instants hold no others",
    in: "claims",
    refusal: "token_claims",
    tokens: [
      "iat -1",
      "iat 1.5",
      "iat 1e+300",
      `iat ${accessClaims.iat + 0.5}`,
      "exp 1e+300",
      `exp ${accessClaims.exp + 0.5}`,
      "nbf -1",
      "nbf 1.5",
      `nbf ${accessClaims.iat + 0.5}`,
    ],
  },
  {
    because: "their library does not look at them, and we read them",
    in: "claims",
    refusal: "token_claims",
    tokens: [
      ...everyValue("origin_jti", accessClaims.origin_jti, undefined, " ", "text", "__proto__").filter(isNoText),
      ...everyValue("auth_time", accessClaims.auth_time, undefined, 0),
      ...everyValue("cognito:groups", "premium", undefined, [], ["text"], ["premium"]),
      ...everyValue("tintype:user", accessClaims["tintype:user"], undefined, accessClaims["tintype:user"]),
    ],
  },
  {
    because: "the type tells tokens of other uses apart (RFC 8725 section 3.11)",
    in: "headers",
    refusal: "token_malformed",
    tokens: everyValue("typ", "JWT", undefined, "JWT"),
  },
  {
    because: "what is critical must be understood, and nothing is (RFC 7515 section 4.1.11)",
    in: "headers",
    refusal: "token_malformed",
    tokens: everyValue("crit", "JWT", undefined),
  },
  {
    because: "Cognito signs with RS256 alone, whatever a published key is said to be for (RFC 8725 section 3.1)",
    in: "keys",
    refusal: "token_algorithm",
    tokens: ["RS512 with a key for it", "ES256 with a key for it", "EdDSA with a key for it"],
  },
  {
    because:
      "a key is RSA of at least 2,048 bits with Cognito's exponent, says that it is for this, and is one of its id",
    in: "keys",
    refusal: "token_key_unknown",
    tokens: [
      "a key of 1,024 bits",
      "a key with the exponent 3",
      "two keys of one id, the right one first",
      "the key with alg missing",
      "the key with use missing",
      'the key with key_ops ["sign"]',
      'the key with e "AAEAAQ"',
      'the key with e "AQAB=="',
      'the key with n "with padding"',
    ],
  },
  {
    because: "a token has one spelling (RFC 7515 section 2, base64url without padding), and at most 8 KiB",
    in: "spelling",
    refusal: "token_malformed",
    tokens: [
      ...["header signed", "payload signed", "signature"].flatMap((part) =>
        ["one pad", "two pads", "the next last letter"].map((how) => `the ${part} with ${how}`),
      ),
      "the header signed with one letter less",
      "the payload signed with one letter less",
      "more than 8 KiB",
    ],
  },
  {
    because: "JSON is UTF-8 (RFC 8259 section 8.1); their library puts U+FFFD for what is not",
    in: "json",
    refusal: "token_malformed",
    tokens: ["a header: bytes that are not UTF-8"],
  },
  {
    because: "the same",
    in: "json",
    refusal: "token_claims",
    tokens: ["a payload: bytes that are not UTF-8"],
  },
  {
    because: "with the last second of the leeway it is over",
    in: "clocks",
    refusal: "token_expired",
    tokens: ["exp at -60 s", "exp at 0 s, brought at 60 s"],
  },
  {
    because: "a token that comes from the future tells of a clock that is wrong; their library does not look at `iat`",
    in: "clocks",
    refusal: "token_not_yet_valid",
    tokens: [
      "iat at 61 s",
      "iat at 86400 s",
      "iat at 0 s, brought at -61 s",
      "iat at 0 s, brought at -86400 s",
      "exp at 0 s, brought at -86400 s",
      "auth_time at 0 s, brought at -86400 s",
    ],
  },
];

function isNoText(name: string): boolean {
  return !/ "[^"]+"$/.test(name);
}

const dimensions = Object.keys(broughtTokens) as readonly Dimension[];

describe("a token of Cognito's", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());

  it.each(dimensions)("is judged as by aws-jwt-verify, but for our strictness: %s", async (dimension) => {
    const judged = await Promise.all(
      broughtTokens[dimension].map(async (brought) => {
        const [theirs, ours] = [readByTheirs(brought), await readByOurs(brought)];
        return { name: brought.name, theirs, ours };
      }),
    );
    const refusedByUsAlone = judged.flatMap(({ name, theirs, ours }) =>
      theirs !== undefined && typeof ours === "string" ? [[name, ours]] : [],
    );
    const listed = stricter.flatMap(({ in: where, refusal, tokens }) =>
      where === dimension ? tokens.map((name) => [name, refusal]) : [],
    );
    const takenByUsAlone = judged.filter(({ theirs, ours }) => theirs === undefined && typeof ours === "object");
    expect(takenByUsAlone).toEqual([]);
    expect(Object.fromEntries(refusedByUsAlone)).toEqual(Object.fromEntries(listed));
    expect(listed).toHaveLength(refusedByUsAlone.length);

    const taken = judged.filter(({ theirs, ours }) => theirs !== undefined && typeof ours === "object");
    for (const { theirs, ours } of taken) {
      const { issuer: iss, subject: sub, clientId: client_id, jti } = ours as VerifiedToken;
      expect(theirs).toMatchObject({ iss, sub, client_id, jti });
    }
    expect(taken.length, "nothing would be proven by refusals alone").toBeGreaterThan(0);
    expect(judged.filter(({ theirs, ours }) => theirs === undefined && typeof ours === "string")).not.toEqual([]);
  });

  it("is brought in hundreds of ways, each with a name of its own", () => {
    const names = dimensions.flatMap((dimension) =>
      broughtTokens[dimension].map(({ name }) => `${dimension}: ${name}`),
    );
    expect(names.length).toBeGreaterThan(900);
    expect(new Set(names).size).toBe(names.length);
  });
});
