import { createHash } from "node:crypto";
import type { CryptoKey } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import type { JwksSource } from "./jwks-source.ts";
import {
  accessClaims,
  createSigner,
  createStoppedClock,
  goodHeader,
  issuer,
  now,
  type Signer,
} from "./token.fixture.ts";
import { createTokenVerifier, type TokenVerifierOptions } from "./token-verifier.ts";

let signer: Signer;
beforeAll(async () => {
  signer = await createSigner();
});

/** A verifier that counts how often it has to look at a token itself: it then asks for the key that verifies. */
function open(options: Partial<TokenVerifierOptions> = {}) {
  const clock = createStoppedClock();
  let published: CryptoKey | undefined = signer.publicKey;
  const keys: JwksSource = { find: async () => published };
  return {
    clock,
    publish: (key: CryptoKey | undefined) => {
      published = key;
    },
    verifier: createTokenVerifier({ issuer, clientIds: ["web"], keys, clock, ...options }),
  };
}
const token = (claims: object = {}) => signer.sign(goodHeader, { ...accessClaims, ...claims });
const node = (text: string) => createHash("sha256").update(text).digest("base64url");

describe("a token that was verified before", () => {
  it("is the same object: nothing is verified twice", async () => {
    const { verifier } = open();
    const text = await token();
    expect(await verifier.verify(text)).toBe(await verifier.verify(text));
  });

  it("is known by its digest, whoever makes the digest", async () => {
    const { verifier } = open({ digest: node });
    const text = await token();
    expect(await verifier.verify(text)).toBe(await verifier.verify(text));
    expect(await verifier.verify(await token({ jti: "another" }))).toMatchObject({ jti: "another" });
  });

  it("expires to the second all the same, and stays expired", async () => {
    const { verifier, clock } = open();
    const text = await token({ exp: now + 10 });
    await verifier.verify(text);
    clock.moveTo(now + 69);
    await verifier.verify(text);
    clock.moveTo(now + 70);
    await expect(verifier.verify(text)).rejects.toMatchObject({ code: "token_expired" });
    await expect(verifier.verify(text)).rejects.toMatchObject({ code: "token_expired" });
  });

  it("is not yet valid again when the clock is set back", async () => {
    const { verifier, clock } = open();
    const text = await token();
    await verifier.verify(text);
    clock.moveTo(accessClaims.iat - 61);
    await expect(verifier.verify(text)).rejects.toMatchObject({ code: "token_not_yet_valid" });
  });

  it("is refused once the issuer has withdrawn the key", async () => {
    const { verifier, publish } = open();
    const text = await token();
    await verifier.verify(text);
    publish(undefined);
    await expect(verifier.verify(text)).rejects.toMatchObject({ code: "token_key_unknown" });
  });

  it("is verified anew once the issuer has published another key under the same id", async () => {
    const { verifier, publish } = open();
    const text = await token();
    await verifier.verify(text);
    publish((await createSigner()).publicKey);
    await expect(verifier.verify(text)).rejects.toMatchObject({ code: "token_signature" });
  });

  it("is forgotten when there are too many, the one that was not used for longest first", async () => {
    const { verifier } = open({ remembered: 2 });
    const [first, second, third] = await Promise.all(["1", "2", "3"].map((jti) => token({ jti })));
    const seen = [await verifier.verify(first ?? ""), await verifier.verify(second ?? "")];
    expect(await verifier.verify(first ?? "")).toBe(seen[0]);
    await verifier.verify(third ?? "");
    expect(await verifier.verify(first ?? "")).toBe(seen[0]);
    const again = await verifier.verify(second ?? "");
    expect(again).toEqual(seen[1]);
    expect(again).not.toBe(seen[1]);
  });
});

describe("a token that was refused", () => {
  it("is looked at again: refusals are not remembered", async () => {
    const { verifier, publish } = open();
    publish(undefined);
    const text = await token();
    await expect(verifier.verify(text)).rejects.toMatchObject({ code: "token_key_unknown" });
    publish(signer.publicKey);
    expect(await verifier.verify(text)).toMatchObject({ jti: accessClaims.jti });
  });
});
