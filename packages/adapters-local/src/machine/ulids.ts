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
  let millis = Number.NEGATIVE_INFINITY;
  // The random bits, as two numbers of 40 bits.
  let high = 0;
  let low = 0;
  // All but the last number, written: it holds for a whole millisecond.
  let beginning = "";
  return {
    next() {
      const now = millisOf(clock.now());
      if (now > millis) {
        const bytes = random(10);
        millis = now;
        high = numberOf(bytes.subarray(0, 5));
        low = numberOf(bytes.subarray(5));
        beginning = encode(millis, 10) + encode(high, 8);
      } else {
        low = (low + 1) % FORTY_BITS;
        if (low === 0) {
          high = (high + 1) % FORTY_BITS;
          if (high === 0) millis += 1;
          beginning = encode(millis, 10) + encode(high, 8);
        }
      }
      return beginning + encode(low, 8);
    },
  };
}

const FORTY_BITS = 2 ** 40;

const numberOf = (bytes: Uint8Array): number => bytes.reduce((value, byte) => value * 256 + byte, 0);

function encode(value: number, length: number): string {
  let text = "";
  for (let rest = value, index = 0; index < length; index += 1) {
    text = alphabet[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
