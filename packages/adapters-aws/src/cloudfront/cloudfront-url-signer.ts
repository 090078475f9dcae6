import { createPrivateKey, type KeyObject } from "node:crypto";
import { getSignedCookies } from "@aws-sdk/cloudfront-signer";
import { checkResource, millisOf, type UrlSigner } from "@tintype/core";
import { createWindowCache } from "./window-cache.ts";

export interface UrlSigningKey {
  /** The id of a public key in the distribution's key group. */
  readonly keyPairId: string;
  /** RSA, 2,048 bits. */
  readonly privateKeyPem: string;
}

export interface CloudfrontUrlSignerOptions {
  /** The distribution's origin that addresses begin with, without a path. */
  readonly publicUrl: string;
  /** Asked at the first signature, and again where it rejected (see `createSecretsManagerKeyring`). */
  readonly key: () => Promise<UrlSigningKey>;
  /** How many signatures are kept, 600 bytes each: one takes a quarter of a millisecond, and a page shows fifty photos. 20,000 unless told. */
  readonly kept?: number;
}

/** Signs by AWS's own signer. */
export function createCloudfrontUrlSigner({ publicUrl, key, kept = 20_000 }: CloudfrontUrlSignerOptions): UrlSigner {
  const queries = createWindowCache(kept);
  let opened: Promise<OpenedKey> | undefined;

  const openKey = (): Promise<OpenedKey> => {
    opened ??= key().then(open);
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  };
  return {
    async sign(resource, expiresAt, options) {
      checkResource(resource);
      options?.signal?.throwIfAborted();
      const end = Math.floor(millisOf(expiresAt) / 1_000);
      return (
        queries.get(resource, end) ??
        queries.add(resource, end, queryFor(`${publicUrl}/${resource}`, end, await openKey()))
      );
    },
  };
}

interface OpenedKey {
  readonly keyPairId: string;
  readonly privateKey: KeyObject;
}

const open = ({ keyPairId, privateKeyPem }: UrlSigningKey): OpenedKey => ({
  keyPairId,
  privateKey: createPrivateKey(privateKeyPem),
});

/** A query carries what the cookies would, under shorter names. */
function queryFor(url: string, end: number, { keyPairId, privateKey }: OpenedKey): string {
  const policy = JSON.stringify({
    Statement: [{ Resource: url, Condition: { DateLessThan: { "AWS:EpochTime": end } } }],
  });
  const cookies = getSignedCookies({
    policy,
    keyPairId,
    // It goes on to node:crypto as it is, which would take most of its time to read a PEM, again and again.
    privateKey: privateKey as unknown as string,
    algorithm: "SHA256",
  });
  const { "CloudFront-Policy": Policy, "CloudFront-Signature": Signature } = cookies;
  return `Policy=${Policy}&Key-Pair-Id=${keyPairId}&Signature=${Signature}&Hash-Algorithm=SHA256`;
}
