import { createPrivateKey, createPublicKey, diffieHellman, type KeyObject } from "node:crypto";
import { bytesOf, g, N, numberOf } from "./srp-group.ts";

/** A secret number of 256 bits at the most that numbers modulo N are raised to. */
export interface Exponent {
  /** The generator to the power of it. */
  readonly ofGenerator: bigint;
  /** `base` to the power of it; neither 0 nor 1 nor -1 modulo N can be raised. */
  of(base: bigint): bigint;
}

/**
 * A private key of Diffie-Hellman is an exponent, and what it agrees upon is a power: so OpenSSL raises, in a quarter of
 * the time that BigInt takes, and in a time that tells nothing of the number. Keys of the group come in by DER alone
 * (PKCS #3; RFC 5208; RFC 5280 section 4.1.2.7), since it costs seconds to have Node check its prime.
 */
export function exponentOf(number: bigint): Exponent {
  const privateKey = createPrivateKey({
    key: der(0x30, integer(0n), group, der(0x04, integer(number))),
    format: "der",
    type: "pkcs8",
  });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  const bits = contentOf(spki.subarray(spki.indexOf(group) + group.length));
  return {
    ofGenerator: numberOf(contentOf(bits.subarray(1))),
    of: (base) => numberOf(diffieHellman({ privateKey, publicKey: publicKeyOf(base % N) })),
  };
}

const publicKeyOf = (power: bigint): KeyObject =>
  createPublicKey({
    key: der(0x30, group, der(0x03, Buffer.from([0]), integer(power))),
    format: "der",
    type: "spki",
  });

/** As X.690 spells one value, of 64 KiB at the most. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const short = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...short]), content]);
}

/** What is in the value that the bytes begin with, and end with. */
function contentOf(bytes: Uint8Array): Uint8Array {
  const length = bytes[1] ?? 0;
  return bytes.subarray(length < 128 ? 2 : 2 + (length & 127));
}

const integer = (number: bigint): Buffer => der(0x02, bytesOf(number));

/** `dhKeyAgreement` and what it is done with. */
const group = der(0x30, Buffer.from("06092a864886f70d010301", "hex"), der(0x30, integer(N), integer(g)));
