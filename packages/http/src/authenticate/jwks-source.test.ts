import { beforeAll, describe, expect, it } from "vitest";
import { createJwksSource, type JwksSource } from "./jwks-source.ts";
import { createSigner, createStoppedClock, now, type Signer } from "./token.fixture.ts";

let signer: Signer;
let next: Signer;
beforeAll(async () => {
  [signer, next] = await Promise.all([createSigner("key-1"), createSigner("key-2")]);
});

/** An issuer whose answers can be changed, that counts how often it is asked. */
function openIssuer(published: unknown = { keys: [signer.jwk] }) {
  const clock = createStoppedClock();
  const issuer = {
    clock,
    asked: 0,
    published,
    down: false,
    source: undefined as unknown as JwksSource,
  };
  issuer.source = createJwksSource({
    clock,
    load: async () => {
      issuer.asked += 1;
      if (issuer.down) throw new Error("unreachable");
      return issuer.published;
    },
  });
  return issuer;
}
const minute = 60;
const hour = 3_600;

describe(createJwksSource, () => {
  it("asks nobody before it is needed", () => {
    expect(openIssuer().asked).toBe(0);
  });

  it("asks once, and then knows", async () => {
    const issuer = openIssuer();
    expect(await issuer.source.find("key-1")).toBeDefined();
    expect(await issuer.source.find("key-1")).toBe(await issuer.source.find("key-1"));
    expect(issuer.asked).toBe(1);
  });

  it("asks once for everybody who comes while it asks", async () => {
    const issuer = openIssuer();
    const found = await Promise.all(Array.from({ length: 100 }, () => issuer.source.find("key-1")));
    expect(new Set(found).size).toBe(1);
    expect(issuer.asked).toBe(1);
  });

  it("asks once for 10,000 keys that nobody published", async () => {
    const issuer = openIssuer();
    for (let count = 0; count < 10_000; count += 1) {
      expect(await issuer.source.find(`made-up-${count}`)).toBeUndefined();
    }
    expect(issuer.asked).toBe(1);
  });

  it("asks again for an unknown key after a minute, and no sooner", async () => {
    const issuer = openIssuer();
    await issuer.source.find("key-1");
    issuer.published = { keys: [signer.jwk, next.jwk] };
    issuer.clock.moveTo(now + minute - 1);
    expect(await issuer.source.find("key-2")).toBeUndefined();
    issuer.clock.moveTo(now + minute);
    expect(await issuer.source.find("key-2")).toBeDefined();
    expect(issuer.asked).toBe(2);
  });

  it("asks again when the clock was set back", async () => {
    const issuer = openIssuer();
    await issuer.source.find("key-1");
    issuer.clock.moveTo(now - hour);
    expect(await issuer.source.find("key-1")).toBeDefined();
    expect(issuer.asked).toBe(2);
  });

  it("keeps an unreachable issuer from being asked more than once a minute", async () => {
    const issuer = openIssuer();
    issuer.down = true;
    for (let count = 0; count < 100; count += 1) expect(await issuer.source.find("key-1")).toBeUndefined();
    expect(issuer.asked).toBe(1);
    issuer.down = false;
    issuer.clock.moveTo(now + minute);
    expect(await issuer.source.find("key-1")).toBeDefined();
  });

  it("trusts what it knows for 24 hours while the issuer is unreachable", async () => {
    const issuer = openIssuer();
    await issuer.source.find("key-1");
    issuer.down = true;
    issuer.clock.moveTo(now + 24 * hour - 1);
    expect(await issuer.source.find("key-1")).toBeDefined();
    expect(await issuer.source.find("key-2")).toBeUndefined();
    issuer.clock.moveTo(now + 24 * hour);
    expect(await issuer.source.find("key-1")).toBeUndefined();
  });

  it("looks for withdrawn keys every hour, without keeping anybody waiting", async () => {
    const issuer = openIssuer();
    await issuer.source.find("key-1");
    issuer.published = { keys: [next.jwk] };
    issuer.clock.moveTo(now + hour);
    expect(await issuer.source.find("key-1")).toBeDefined();
    await issuer.source.find("key-2");
    expect(await issuer.source.find("key-1")).toBeUndefined();
    expect(issuer.asked).toBe(2);
  });

  it("keeps the keys it has when the answer is no JWK set", async () => {
    const issuer = openIssuer();
    await issuer.source.find("key-1");
    issuer.published = "<html>Service Unavailable</html>";
    issuer.clock.moveTo(now + hour);
    await issuer.source.find("key-2");
    expect(await issuer.source.find("key-1")).toBeDefined();
  });
});

describe("a published key", () => {
  const find = (keys: readonly unknown[]) => openIssuer({ keys }).source.find("key-1");

  it.each([
    ["without an algorithm", { alg: undefined }],
    ["for RS512", { alg: "RS512" }],
    ["for HS256", { alg: "HS256" }],
    ["for encryption", { use: "enc" }],
    ["of unsaid use", { use: undefined }],
    ["of another kind", { kty: "EC" }],
    ["that is symmetric", { kty: "oct", k: "c2VjcmV0" }],
    ["with the exponent 3", { e: "Aw" }],
    ["with the exponent 65537 spelled in other bytes", { e: "AAEAAQ" }],
    ["without a modulus", { n: undefined }],
    ["with padding in its modulus", { n: "padded==" }],
    ["for signing alone", { key_ops: ["sign"] }],
    ["whose id is a number", { kid: 1 }],
    ["whose id is empty", { kid: "" }],
  ])("%s is passed over", async (_, changes) => {
    expect(await find([{ ...signer.jwk, ...changes }])).toBeUndefined();
  });

  it("of 1,024 bits is passed over", async () => {
    expect(await find([(await createSigner("key-1", 1_024)).jwk])).toBeUndefined();
  });

  it("of 2,047 bits is passed over", async () => {
    const modulus = Buffer.from(String(signer.jwk["n"]), "base64url");
    modulus[0] = (modulus[0] ?? 0) & 0x7f;
    expect(await find([{ ...signer.jwk, n: modulus.toString("base64url") }])).toBeUndefined();
  });

  it("whose id another key has too is passed over, and so is that other key", async () => {
    expect(await find([signer.jwk, { ...next.jwk, kid: "key-1" }])).toBeUndefined();
  });

  it("is found among others that are no good", async () => {
    expect(await find([null, "key", { kty: "EC", kid: "key-0" }, { ...signer.jwk, x5c: ["MIIB"] }])).toBeDefined();
  });

  it("may be for verifying alone", async () => {
    expect(await find([{ ...signer.jwk, key_ops: ["verify"] }])).toBeDefined();
  });
});

describe("an issuer at an address", () => {
  const url = "https://photos.example.com/user-pool/local_tintype/.well-known/jwks.json";
  const open = (answer: () => Promise<Response>) => {
    const calls: { readonly url: unknown; readonly init: RequestInit | undefined }[] = [];
    const source = createJwksSource({
      url,
      clock: createStoppedClock(),
      fetch: (address, init) => {
        calls.push({ url: address, init });
        return answer();
      },
    });
    return { source, calls };
  };

  it("is asked there and nowhere else", async () => {
    const { source, calls } = open(async () => Response.json({ keys: [signer.jwk] }));
    expect(await source.find("key-1")).toBeDefined();
    expect(calls).toMatchObject([{ url, init: { redirect: "error" } }]);
  });

  it.each([
    ["that is down", async () => Promise.reject(new TypeError("fetch failed"))],
    ["that answers 500", async () => new Response("{}", { status: 500 })],
    ["that answers with a page", async () => new Response("<html></html>")],
    ["that answers with too many keys", async () => Response.json({ keys: Array(101).fill(signer.jwk) })],
  ])("%s leaves a key unknown", async (_, answer) => {
    expect(await open(answer).source.find("key-1")).toBeUndefined();
  });
});
