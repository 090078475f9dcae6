import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { type PasswordHasher, TooManyPasswordChecks } from "@tintype/core";
import { createSlots } from "./slots.ts";

type Derive = (password: string, salt: Uint8Array, length: number, options: object) => Promise<Uint8Array>;

export interface ScryptPasswordHasherOptions {
  /** How many are computed at once; each takes 32 MiB and a thread. 2 unless told. */
  readonly atOnce?: number;
  /** How many may wait before the next is refused. 32 unless told. */
  readonly waiting?: number;
  /** Node's scrypt, unless told: it never blocks the event loop. */
  readonly derive?: Derive;
}

/** N = 2^15, r = 8, p = 3: one of OWASP's recommended sets for scrypt (Password Storage Cheat Sheet). */
const cost = { logN: 15, r: 8, p: 3 };
const LENGTH = 32;
const pattern = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9_-]{22})\$([A-Za-z0-9_-]{43})$/;
const nobody = `$scrypt$ln=15,r=8,p=3$${"A".repeat(22)}$${"A".repeat(43)}`;

/**
 * Passwords by scrypt (RFC 7914), normalised to NFC, with a salt of 128 bits. The parameters stand in the hash, and those
 * of an older hash are honoured when it is verified. Without a hash the same work is done for nobody's.
 */
export function createScryptPasswordHasher(options: ScryptPasswordHasherOptions = {}): PasswordHasher {
  const { atOnce = 2, waiting = 32, derive = promisify(scrypt) as Derive } = options;
  const slots = createSlots(atOnce, waiting, () => new TooManyPasswordChecks());

  const compute = (password: string, salt: Uint8Array, { logN, r, p }: typeof cost, signal: AbortSignal | undefined) =>
    slots.run(() => {
      const N = 2 ** logN;
      return derive(password.normalize("NFC"), salt, LENGTH, { N, r, p, maxmem: 256 * N * r });
    }, signal);

  return {
    async hash(password, callOptions) {
      const salt = randomBytes(16);
      const key = await compute(password, salt, cost, callOptions?.signal);
      return `$scrypt$ln=${cost.logN},r=${cost.r},p=${cost.p}$${encode(salt)}$${encode(key)}`;
    },

    async verify(password, hash, callOptions) {
      const parsed = pattern.exec(hash ?? "");
      const [, logN, r, p, salt = "", expected = ""] = parsed ?? pattern.exec(nobody) ?? [];
      const parameters = { logN: Math.min(Number(logN), 20), r: Number(r), p: Number(p) };
      const key = await compute(password, Buffer.from(salt, "base64url"), parameters, callOptions?.signal);
      return timingSafeEqual(key, Buffer.from(expected, "base64url")) && parsed !== null;
    },
  };
}

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
