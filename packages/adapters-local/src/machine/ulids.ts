import { randomBytes } from "node:crypto";
import { type Clock, type Ids, millisOf } from "@tintype/core";

export interface UlidsOptions {
  readonly clock: Clock;
  /** So many random bytes; the system's own unless told. */
  readonly random?: (count: number) => Uint8Array;
}

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * ULIDs (github.com/ulid/spec): 48 bits of time, 80 random bits. They go up within one millisecond too, and when the clock
 * is turned back: the next is then the one before plus one.
 */
export function createUlids({ clock, random = randomBytes }: UlidsOptions): Ids {
  let last = 0n;
  return {
    next() {
      const now = BigInt(millisOf(clock.now()));
      last = now > last >> 80n ? (now << 80n) | randomBits(random) : last + 1n;
      return encode(last);
    },
  };
}

const randomBits = (random: (count: number) => Uint8Array): bigint =>
  random(10).reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);

function encode(ulid: bigint): string {
  let text = "";
  for (let shift = 125n; shift >= 0n; shift -= 5n) text += alphabet[Number((ulid >> shift) & 31n)];
  return text;
}
