import { Sha256 } from "../shared/ids.ts";

/** SHA-256 (FIPS 180-4) in plain code, for doubles of ports whose real adapters hash: some 50 MB a second. */
export function sha256(bytes: Uint8Array): Sha256 {
  const state = Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const schedule = new Uint32Array(64);
  const view = new DataView(padded(bytes).buffer);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 16; i += 1) schedule[i] = view.getUint32(block + i * 4);
    compress(state, schedule);
  }
  return Sha256.parse(Array.from(state, (word) => word.toString(16).padStart(8, "0")).join(""));
}

/** A one, zeros, and the length in bits (5.1.1). */
function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  new DataView(whole.buffer).setBigUint64(whole.length - 8, BigInt(bytes.length) * 8n);
  return whole;
}

/** One block (6.2.2). */
function compress(state: Uint32Array, w: Uint32Array): void {
  for (let i = 16; i < 64; i += 1) {
    const [two, seven, fifteen, sixteen] = [at(w, i - 2), at(w, i - 7), at(w, i - 15), at(w, i - 16)];
    const small0 = turn(fifteen, 7) ^ turn(fifteen, 18) ^ (fifteen >>> 3);
    const small1 = turn(two, 17) ^ turn(two, 19) ^ (two >>> 10);
    w[i] = sixteen + small0 + seven + small1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i += 1) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const first = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + at(constants, i) + at(w, i);
    const second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) >>> 0, c, b, a, (first + second) >>> 0];
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = at(state, i) + word;
}

const at = (words: Uint32Array, i: number): number => words[i] ?? 0;
const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
const fraction = (root: number): number => (root % 1) * 2 ** 32;

const isPrime = (n: number): boolean => {
  for (let divisor = 2; divisor * divisor <= n; divisor += 1) if (n % divisor === 0) return false;
  return true;
};
/** The first 64, whose roots give the constants (4.2.2, 5.3.3); the last is 311. */
const primes = Array.from({ length: 310 }, (_, i) => i + 2).filter(isPrime);
const constants = Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
