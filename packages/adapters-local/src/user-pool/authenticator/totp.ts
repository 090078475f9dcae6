import { createHmac, timingSafeEqual } from "node:crypto";
import { type Instant, millisOf } from "@tintype/core";

const period = 30;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The steps whose codes are good at a moment: that one, the one before and the one after (RFC 6238 section 5.2). */
export function stepsAt(now: Instant): readonly number[] {
  const step = Math.floor(millisOf(now) / 1_000 / period);
  return [step - 1, step, step + 1];
}

/** The six digits that an authenticator shows during a step (RFC 6238 with HMAC-SHA-1, RFC 4226 section 5.3). */
export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const number = mac.readUInt32BE(mac.readUInt8(19) & 0x0f) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** The steps of `steps` that show `code`; takes the same time whichever they are. */
export function stepsOf(secret: Uint8Array, code: string, steps: readonly number[]): readonly number[] {
  const given = Buffer.from(code);
  return steps.filter((step) => {
    const shown = Buffer.from(totpCode(secret, step));
    return given.length === shown.length && timingSafeEqual(given, shown);
  });
}

/** Base32 (RFC 4648 section 6), as authenticators want secrets; for whole groups of five bytes. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet.charAt(Number.parseInt(five, 2))).join("");
}
