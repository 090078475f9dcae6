import { createHash } from "node:crypto";
import type { Secrets } from "@tintype/core";
import { exponentOf } from "./exponent.ts";
import { bytesOf, hashNumber, N, numberOf } from "./srp-group.ts";

/** What is kept of a password so that it can be proved without being sent: neither the password nor the verifier itself. */
export interface StoredVerifier {
  /** A number in hexadecimal. */
  readonly salt: string;
  /**
   * The verifier, exclusive or a stream that only the pool's secrets give, of which there is one for each salt: guessing
   * against a verifier is ten thousand times cheaper than against the slow hash beside it, and the file alone must not
   * be enough for it.
   */
  readonly hidden: string;
}

/** The verifier of a password as RFC 5054 (section 2.4) and Cognito have it; one modular exponentiation. */
export async function storedVerifier(
  secrets: Secrets,
  identity: string,
  password: string,
  randomSalt: Uint8Array,
): Promise<StoredVerifier> {
  const number = numberOf(randomSalt);
  const salt = number.toString(16);
  const inner = createHash("sha256").update(`${identity}:${password}`).digest();
  const verifier = exponentOf(hashNumber(bytesOf(number), inner)).ofGenerator;
  return { salt, hidden: (verifier ^ (await stream(secrets, identity, salt))).toString(16) };
}

/** The verifier itself, as long as it is needed. */
export async function revealedVerifier(
  secrets: Secrets,
  identity: string,
  { salt, hidden }: StoredVerifier,
): Promise<bigint> {
  return (BigInt(`0x${hidden}`) ^ (await stream(secrets, identity, salt))) % N;
}

/** 3,072 bits. */
async function stream(secrets: Secrets, identity: string, salt: string): Promise<bigint> {
  const blocks = Array.from({ length: 12 }, (_, block) => secrets.mac("srp-verifier", `${identity}:${salt}:${block}`));
  return numberOf(Buffer.concat((await Promise.all(blocks)).map((mac) => Buffer.from(mac, "base64url"))));
}
