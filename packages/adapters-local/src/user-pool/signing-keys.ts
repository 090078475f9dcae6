import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

/** A key that signs tokens, as PKCS #8 or PKCS #1 in PEM. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKeyPem: string;
}

/** The public halves, as RFC 7517 writes them and Cognito publishes them. */
export interface Jwks {
  readonly keys: readonly {
    readonly alg: "RS256";
    readonly e: string;
    readonly kid: string;
    readonly kty: "RSA";
    readonly n: string;
    readonly use: "sig";
  }[];
}

export interface SigningKeys {
  /** Signs from now on; the others are published as long as tokens of theirs may be about. */
  readonly current: { readonly kid: string; readonly privateKey: KeyObject };
  publicKey(kid: string): KeyObject | undefined;
  readonly jwks: Jwks;
}

/** Reads keys; the first one signs. Throws a RangeError for none, for two of one id and for what is not RSA of 2,048 bits. */
export function readSigningKeys(keys: readonly SigningKey[]): SigningKeys {
  const pairs = keys.map(({ kid, privateKeyPem }) => {
    const privateKey = createPrivateKey(privateKeyPem);
    const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
    if (privateKey.asymmetricKeyType !== "rsa" || bits < 2_048) {
      throw new RangeError(`The signing key ${kid} is not an RSA key of at least 2,048 bits.`);
    }
    return { kid, privateKey, publicKey: createPublicKey(privateKey) };
  });
  const [current] = pairs;
  const publicKeys = new Map(pairs.map(({ kid, publicKey }) => [kid, publicKey]));
  if (current === undefined) throw new RangeError("A user pool needs a key to sign with.");
  if (publicKeys.size < pairs.length) throw new RangeError("Two signing keys have the same id.");
  return {
    current,
    publicKey: (kid) => publicKeys.get(kid),
    jwks: {
      keys: pairs.map(({ kid, publicKey }) => {
        const { n = "", e = "" } = publicKey.export({ format: "jwk" });
        return { alg: "RS256", e, kid, kty: "RSA", n, use: "sig" };
      }),
    },
  };
}
