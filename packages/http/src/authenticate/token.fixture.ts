import { type Clock, type Instant, instantFromMillis } from "@tintype/core";
import type { CryptoKey } from "jose";

/** 2026-11-20T09:30:00Z in seconds since 1970: what the clock says, unless a test moves it. */
export const now = 1_795_167_000;

export const issuer = "https://photos.example.com/user-pool/local_tintype";
export const userId = "01JD4QZ0000000000000000001";

/** A clock that stands still until it is moved. */
export function createStoppedClock(seconds = now): Clock & { moveTo(seconds: number): void } {
  let instant: Instant = instantFromMillis(seconds * 1_000);
  return {
    now: () => instant,
    moveTo: (to) => {
      instant = instantFromMillis(to * 1_000);
    },
  };
}

export const goodHeader = { kid: "key-1", alg: "RS256" };

export const accessClaims = {
  sub: "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed",
  iss: issuer,
  client_id: "web",
  origin_jti: "0b0f6f0e-2a8e-4c0f-9c59-3d1f0d0c3b7a",
  event_id: "5d2c4a7e-6a55-4d35-8d70-5b1d0d6b1f11",
  token_use: "access",
  scope: "aws.cognito.signin.user.admin",
  auth_time: now - 600,
  exp: now + 3_000,
  iat: now - 600,
  jti: "c1c1d0a4-53f4-4f42-a7f4-3d6c1b2d9e10",
  username: "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed",
  "tintype:user": userId,
};

const { client_id: _, scope: __, username: ___, ...common } = accessClaims;
export const idClaims = {
  ...common,
  token_use: "id",
  aud: "web",
  email: "ada@example.com",
  email_verified: true,
  "cognito:username": accessClaims.sub,
};

export const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64url");

const rsa = (bits: number, hash = "SHA-256") => ({
  name: "RSASSA-PKCS1-v1_5",
  hash,
  modulusLength: bits,
  publicExponent: new Uint8Array([1, 0, 1]),
});

export interface Signer {
  readonly publicKey: CryptoKey;
  /** The public half as a JWK set holds it. */
  readonly jwk: Record<string, unknown>;
  /** A compact token of exactly these texts; objects are written as JSON. */
  sign(header: object | string, payload: object | string): Promise<string>;
}

/** A key pair of an issuer. */
export async function createSigner(kid = "key-1", bits = 2_048): Promise<Signer> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(rsa(bits), true, ["sign", "verify"]);
  const { n, e } = await crypto.subtle.exportKey("jwk", publicKey);
  return {
    publicKey,
    jwk: { kty: "RSA", alg: "RS256", use: "sig", kid, n, e },
    async sign(header, payload) {
      const input = [header, payload].map((part) => base64url(typeof part === "string" ? part : JSON.stringify(part)));
      const text = input.join(".");
      const signature = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", privateKey, Buffer.from(text));
      return `${text}.${base64url(new Uint8Array(signature))}`;
    },
  };
}
