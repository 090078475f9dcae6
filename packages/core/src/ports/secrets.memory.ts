import type { SecretPurpose, Secrets } from "./secrets.ts";
import { sha256 } from "./sha256.memory.ts";

/** Digests that are the same in every run: for tests, where everybody may know the key. */
export function createMemorySecrets(key = "known to everybody"): Secrets {
  const mac = async (purpose: SecretPurpose, message: string): Promise<string> => {
    // A hash in a hash, so that nobody can go on where a message ends.
    const inner = sha256(bytesOf(`${key}\n${purpose}\n${message}`));
    return base64url(sha256(bytesOf(`${key}\n${inner}`)));
  };
  return {
    mac,
    verify: async (purpose, message, candidate) => candidate === (await mac(purpose, message)),
  };
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** 256 bits in hexadecimal as base64url: six bits to a character. */
function base64url(hex: string): string {
  const bits = Array.from(hex, (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
  return (bits.match(/.{1,6}/g) ?? []).map((six) => alphabet[Number.parseInt(six.padEnd(6, "0"), 2)]).join("");
}
