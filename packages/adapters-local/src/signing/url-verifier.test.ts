import { getSignedUrl } from "@aws-sdk/cloudfront-signer";
import { type Instant, instantFromMillis } from "@tintype/core";
import { describeUrlSigner } from "@tintype/core/contracts";
import { createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { seeded } from "../mutants.fixture.ts";
import { createLocalUrlSigner } from "./local-url-signer.ts";
import { policyFor } from "./policy.ts";
import { rsaPem } from "./rsa-pem.fixture.ts";
import { createUrlVerifier, type UrlRefusal } from "./url-verifier.ts";

const publicUrl = "https://photos.example";
const privateKeyPem = rsaPem();
const signer = createLocalUrlSigner({ publicUrl, keyPairId: "K1", privateKeyPem });
const soon = instantFromMillis(1_795_000_000_000);
const idOf = (number: number): string => `01kagy5d3v8nq2w4x6z8b${number.toString().padStart(5, "0")}`;
const prefixOf = (number: number): string => `p/${idOf(number)}/${idOf(number)}`;

function verifierAt(now: Instant) {
  const clock = createManualClock(now);
  return { clock, ...createUrlVerifier({ publicUrl, keys: { K1: privateKeyPem }, clock }) };
}
const before = instantFromMillis(1_795_000_000_000 - 60_000);

describeUrlSigner({ describe, it, expect }, "the local signer", async () => ({
  urls: signer,
  soon,
  opens: async (path, query, at) => "path" in verifierAt(at).verify(`/${path}?${query}`),
  [Symbol.asyncDispose]: async () => {},
}));

describe(createLocalUrlSigner, () => {
  it("makes 1,000 addresses as CloudFront's own signer does, byte for byte, and the verifier opens each", async () => {
    const random = seeded(20_261_120);
    const verifier = verifierAt(before);
    for (let round = 0; round < 1_000; round += 1) {
      const [photo, version] = [idOf(Math.floor(random() * 1e5)), idOf(Math.floor(random() * 1e5))];
      const isPrefix = random() < 0.5;
      const resource = isPrefix ? `p/${photo}/${version}/*` : `dl/o/${photo}/${version}.jpg`;
      const end = 1_795_000_000 + Math.floor(random() * 1e8);
      const url = `${publicUrl}/${resource}`;
      const policy = policyFor(url, end);
      const theirs = getSignedUrl({ url, keyPairId: "K1", privateKey: privateKeyPem, policy, algorithm: "SHA256" });
      expect(`${url}?${await signer.sign(resource, instantFromMillis(end * 1_000))}`).toBe(theirs);
      const target = theirs.slice(publicUrl.length).replace("*", "thumb.webp");
      expect(verifier.verify(target)).toEqual({ path: resource.replace("*", "thumb.webp") });
    }
  });
});

describe(createUrlVerifier, () => {
  it("says which path was opened", async () => {
    const query = await signer.sign(`${prefixOf(1)}/*`, soon);
    expect(verifierAt(before).verify(`/${prefixOf(1)}/thumb.webp?${query}`)).toEqual({
      path: `${prefixOf(1)}/thumb.webp`,
    });
  });

  it("refuses every other spelling of a target that was signed, with its reason", async () => {
    const query = await signer.sign(`${prefixOf(1)}/*`, soon);
    const path = `/${prefixOf(1)}/thumb.webp`;
    const [policy = "", key = "", signature = "", hash = ""] = query.split("&");
    const spellings: Record<string, UrlRefusal> = {
      [`/${path}?${query}`]: "malformed",
      [`/x/..${path}?${query}`]: "malformed",
      [`${path.replace("/p/", "/%70/")}?${query}`]: "malformed",
      [`${path.toUpperCase()}?${query}`]: "malformed",
      [`${path}/?${query}`]: "malformed",
      [`${publicUrl}${path}?${query}`]: "malformed",
      [`${path}?${query}#x`]: "malformed",
      [`${path}?${query}&x=1`]: "malformed",
      [`${path}?x=1&${query}`]: "malformed",
      [`${path}?${policy}&${query}`]: "malformed",
      [`${path}?${[key, policy, signature, hash].join("&")}`]: "malformed",
      [`${path}?${[policy, key, signature].join("&")}`]: "malformed",
      [`${path}?${query.replace("SHA256", "SHA1")}`]: "malformed",
      [`${path}?${query.replace("SHA256", "sha256")}`]: "malformed",
      [`${path} ?${query}`]: "malformed",
      [`${path}?${query}`.replace("Signature=", "Signature=%41")]: "malformed",
      [`${path}\\..\\x?${query}`]: "malformed",
      [`${path}?${query.replace("K1", "K2")}`]: "unknown_key",
      [path]: "malformed",
      "": "malformed",
    };
    for (const [target, refused] of Object.entries(spellings)) {
      expect(verifierAt(before).verify(target), target).toEqual({ refused });
    }
  });

  it("refuses what another key has signed under the name of ours", async () => {
    const foreign = createLocalUrlSigner({ publicUrl, keyPairId: "K1", privateKeyPem: rsaPem() });
    const query = await foreign.sign(`${prefixOf(1)}/*`, soon);
    expect(verifierAt(before).verify(`/${prefixOf(1)}/thumb.webp?${query}`)).toEqual({ refused: "wrong_signature" });
  });

  it("refuses an address of another origin, and a policy that we would not write", async () => {
    const elsewhere = createLocalUrlSigner({ publicUrl: "https://other.example", keyPairId: "K1", privateKeyPem });
    const query = await elsewhere.sign(`${prefixOf(1)}/*`, soon);
    expect(verifierAt(before).verify(`/${prefixOf(1)}/thumb.webp?${query}`)).toEqual({ refused: "other_resource" });
    const wide = getSignedUrl({
      url: `${publicUrl}/x`,
      keyPairId: "K1",
      privateKey: privateKeyPem,
      policy: policyFor("*", 1_795_000_000).replace(",", ", "),
      algorithm: "SHA256",
    });
    const { refused } = verifierAt(before).verify(`/${prefixOf(1)}/thumb.webp?${wide.split("?")[1]}`) as {
      refused: UrlRefusal;
    };
    expect(["malformed", "other_resource"]).toContain(refused);
  });

  it("keeps to the clock for an address that it has seen before", async () => {
    const query = await signer.sign(`dl/o/${idOf(1)}/${idOf(2)}.jpg`, soon);
    const verifier = verifierAt(before);
    const target = `/dl/o/${idOf(1)}/${idOf(2)}.jpg?${query}`;
    expect("path" in verifier.verify(target)).toBe(true);
    verifier.clock.advance(60_000);
    expect(verifier.verify(target)).toEqual({ refused: "expired" });
  });

  it("accepts none of 1,000 signatures on 1,000 other photos", async () => {
    const queries = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => signer.sign(`${prefixOf(index)}/*`, soon)),
    );
    const verifier = verifierAt(before);
    let accepted = 0;
    for (const [photo] of queries.entries()) {
      for (const query of queries)
        if ("path" in verifier.verify(`/${prefixOf(photo)}/thumb.webp?${query}`)) accepted += 1;
    }
    expect(accepted).toBe(1_000);
  });
});
