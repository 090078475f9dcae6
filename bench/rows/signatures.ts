import { createPublicKey, generateKeyPairSync, hash, randomUUID, sign, verify } from "node:crypto";
import { createLocalUrlSigner, createUrlVerifier, systemClock } from "@tintype/adapters-local";
import { millisOf, plus } from "@tintype/core";
import { createJwksSource, createTokenVerifier } from "@tintype/http";
import { rateOf } from "../rate.ts";
import type { Contender, Group, Row } from "../row.ts";

const publicUrl = "http://localhost";
const issuer = `${publicUrl}/user-pool/local_tintype`;

const row = (name: string, what: string, limit: string, against: string, bounds: Partial<Row> = {}): Row => ({
  name,
  what,
  unit: "/s",
  ours: name,
  limit,
  against,
  better: "higher",
  ...bounds,
});
const bareVerify = "node:crypto alone: RS256 verify";

export const signatures: Group = {
  name: "signatures",
  rows: [
    row("token-new", "access token verified that was never seen", "bareVerify", bareVerify, {
      goal: 11_000 / 48_000,
      floor: 7_900 / 48_000,
      converted: "jose alone 11,000/s, and 7,900/s in a request, where this limit was 48,000/s",
    }),
    row("token-known", "access token verified again", "bareVerify", bareVerify, {
      goal: 49_700 / 48_000,
      floor: 1,
      converted: "a cache of verified tokens carried 49,700 requests/s where this limit was 48,000/s",
    }),
    row("url-sign", "address signed for a photo that was never asked for", "bareSign", "node:crypto alone: RS256 sign"),
    row("url-sign-again", "address signed again within its hour", "bareSign", "node:crypto alone: RS256 sign"),
    row("url-verify", "signed address verified that was never seen", "bareVerify", bareVerify),
    row("url-verify-again", "signed address verified again", "bareVerify", bareVerify),
  ],
  open: async ({ wanted }) => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    const privateKeyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const text = Buffer.from("x".repeat(600));
    const signature = sign("sha256", text, privateKey);

    const jwk = { ...publicKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "key" };
    const tokens = createTokenVerifier({
      issuer,
      clientIds: ["web"],
      keys: createJwksSource({ load: async () => ({ keys: [jwk] }), clock: systemClock }),
      clock: systemClock,
      digest: (token) => hash("sha256", token, "base64url"),
    });
    const tokenOf = () => {
      const input = [{ alg: "RS256", kid: "key" }, claims()].map(base64url).join(".");
      return `${input}.${sign("sha256", Buffer.from(input), privateKey).toString("base64url")}`;
    };
    const known = tokenOf();
    const urls = createLocalUrlSigner({ publicUrl, keyPairId: "K1", privateKeyPem });
    const verifierOf = () =>
      createUrlVerifier({ publicUrl, keys: { K1: publicPem(privateKeyPem) }, clock: systemClock });
    const verifier = verifierOf();
    const expiresAt = plus(systemClock.now(), 3_600_000);
    const pathOf = (photo: string) => `p/01jd4qz0000000000000000000/${photo}/*`;
    const addressOf = async (photo: string) =>
      `/p/01jd4qz0000000000000000000/${photo}/thumb.webp?${await urls.sign(pathOf(photo), expiresAt)}`;
    const address = await addressOf("again");

    const rate = (name: string, work: (turn: number) => unknown): Contender => ({
      gives: [name],
      run: async () => ({ [name]: await rateOf(work) }),
    });
    /** Each of them is used once: what is made beforehand is not measured. */
    const once = <Item>(name: string, make: () => Item | Promise<Item>, use: (item: Item) => unknown): Contender => ({
      gives: [name],
      async run() {
        const items = await Promise.all(Array.from({ length: 1_000 }, make));
        const begun = performance.now();
        for (const item of items) await use(item);
        return { [name]: (items.length / (performance.now() - begun)) * 1_000 };
      },
    });
    const contenders = [
      rate("bareVerify", () => verify("sha256", text, publicKey, signature)),
      rate("bareSign", () => sign("sha256", text, privateKey)),
      once("token-new", tokenOf, (token) => tokens.verify(token)),
      rate("token-known", () => tokens.verify(known)),
      once(
        "url-sign",
        () => pathOf(randomUUID()),
        (path) => urls.sign(path, expiresAt),
      ),
      rate("url-sign-again", () => urls.sign(pathOf("again"), expiresAt)),
      once(
        "url-verify",
        () => addressOf(randomUUID()),
        (target) => demand(verifier.verify(target)),
      ),
      rate("url-verify-again", () => demand(verifier.verify(address))),
    ];
    return {
      contenders: contenders.filter(({ gives }) => gives.some((name) => wanted.has(name))),
      [Symbol.asyncDispose]: async () => {},
    };
  },
};

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const publicPem = (pem: string): string => createPublicKey(pem).export({ type: "spki", format: "pem" }).toString();

function claims(): object {
  const now = Math.floor(millisOf(systemClock.now()) / 1_000);
  const sub = "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed";
  return { iss: issuer, sub, client_id: "web", token_use: "access", jti: randomUUID(), iat: now, exp: now + 3_600 };
}

function demand(verdict: object): void {
  if ("refused" in verdict) throw new Error(`An address of ours was refused: ${JSON.stringify(verdict)}`);
}
