import { generateKeyPairSync } from "node:crypto";
import { getSignedUrl } from "@aws-sdk/cloudfront-signer";
import { instantFromMillis, plus, Unavailable } from "@tintype/core";
import { describeUrlSigner } from "@tintype/core/contracts";
import { createSeededRandom } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createCloudfrontUrlSigner, type UrlSigningKey } from "./cloudfront-url-signer.ts";
import { opensSignedUrl } from "./verify-signed-url.fixture.ts";

const publicUrl = "https://photos.example";
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const privateKeyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const soon = instantFromMillis(1_795_000_000_000);
const resource = "p/01kagy5d3v8nq2w4x6z8b0c1d2/01kagy5d3v8nq2w4x6z8b0c1d3/*";

function opened(options: { readonly kept?: number } = {}) {
  let asked = 0;
  const key = async (): Promise<UrlSigningKey> => {
    asked += 1;
    return { keyPairId: "K1", privateKeyPem };
  };
  return { urls: createCloudfrontUrlSigner({ publicUrl, key, ...options }), asked: () => asked };
}

describeUrlSigner({ describe, it, expect }, "CloudFront's signer", async () => ({
  urls: opened().urls,
  soon,
  opens: async (path, query, at) => opensSignedUrl(privateKeyPem, `${publicUrl}/${path}?${query}`, at),
  [Symbol.asyncDispose]: async () => {},
}));

describe(createCloudfrontUrlSigner, () => {
  it("makes 1,000 addresses as the SDK makes them, byte for byte", async () => {
    const random = createSeededRandom(20_261_120);
    const { urls } = opened();
    const name = () => Math.floor(random() * 2 ** 52).toString(36);
    for (let round = 0; round < 1_000; round += 1) {
      const path = random() < 0.5 ? `p/${name()}/${name()}` : `dl/o/${name()}/${name()}.jpg`;
      const end = 1_700_000_000 + Math.floor(random() * 200_000_000);
      const policy = `{"Statement":[{"Resource":"${publicUrl}/${path}","Condition":{"DateLessThan":{"AWS:EpochTime":${end}}}}]}`;
      const url = `${publicUrl}/${path}`;
      const theirs = getSignedUrl({ url, keyPairId: "K1", privateKey: privateKeyPem, policy, algorithm: "SHA256" });
      expect(`${url}?${await urls.sign(path, instantFromMillis(end * 1_000 + 999))}`).toBe(theirs);
    }
  });

  it("asks for its key once, and not before the first signature", async () => {
    const { urls, asked } = opened();
    expect(asked()).toBe(0);
    await Promise.all([urls.sign(resource, soon), urls.sign(resource, plus(soon, 5_000))]);
    expect(asked()).toBe(1);
  });

  it("asks again for a key that could not be had", async () => {
    const answers = [Promise.reject(new Unavailable("not now")), Promise.resolve({ keyPairId: "K1", privateKeyPem })];
    const urls = createCloudfrontUrlSigner({ publicUrl, key: () => answers.shift() as Promise<UrlSigningKey> });
    await expect(urls.sign(resource, soon)).rejects.toMatchObject({ code: "unavailable" });
    expect(await urls.sign(resource, soon)).toMatch(/^Policy=/);
  });

  it("gives the same where it has forgotten what it signed", async () => {
    const { urls } = opened({ kept: 1 });
    const first = await urls.sign(resource, soon);
    await urls.sign(resource, plus(soon, 5_000));
    expect(await urls.sign(resource, soon)).toBe(first);
  });
});
