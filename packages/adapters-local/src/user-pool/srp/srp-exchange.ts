import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { RandomBytes } from "../random.ts";
import { type Exponent, exponentOf } from "./exponent.ts";
import { bytesOf, hashNumber, k, N, numberOf } from "./srp-group.ts";

/** What the server keeps between its two messages. */
export interface SrpExchange {
  readonly clientPublic: bigint;
  readonly serverPublic: bigint;
  readonly serverSecret: Exponent;
  readonly verifier: bigint;
}

/** What a client proves, and what it says beside: every text is part of what is signed. */
export interface SrpProof {
  readonly poolName: string;
  readonly identity: string;
  readonly secretBlock: Uint8Array;
  readonly timestamp: string;
  /** Base64. */
  readonly signature: string;
}

/** The client's public value; `undefined` for what would make the secret a known one (RFC 5054 section 2.5.4). */
export function readClientPublic(hex: string): bigint | undefined {
  if (!/^[0-9a-f]{1,1024}$/i.test(hex)) return undefined;
  const number = BigInt(`0x${hex}`);
  return number % N === 0n ? undefined : number;
}

/** The server's public value, of 256 random bits: one modular exponentiation. */
export function beginExchange(random: RandomBytes, clientPublic: bigint, verifier: bigint): SrpExchange {
  const serverSecret = exponentOf(numberOf(random(32)));
  const serverPublic = (k * verifier + serverSecret.ofGenerator) % N;
  return { clientPublic, serverPublic, serverSecret, verifier };
}

/**
 * Whether whoever signed knows the password: two modular exponentiations. The key is derived as Cognito's clients do it,
 * by HKDF (RFC 5869).
 */
export function isProved(exchange: SrpExchange, proof: SrpProof): boolean {
  const { clientPublic, serverPublic, serverSecret, verifier } = exchange;
  const scrambler = hashNumber(bytesOf(clientPublic), bytesOf(serverPublic));
  const shared = serverSecret.of(clientPublic * exponentOf(scrambler).of(verifier));
  const key = hkdfSync("sha256", bytesOf(shared), bytesOf(scrambler), "Caldera Derived Key", 16);
  const expected = createHmac("sha256", Buffer.from(key))
    .update(proof.poolName)
    .update(proof.identity)
    .update(proof.secretBlock)
    .update(proof.timestamp)
    .digest();
  const given = Buffer.from(proof.signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
