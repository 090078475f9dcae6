import { createHash, createHmac, getDiffieHellman, hkdfSync } from "node:crypto";

const modulus = getDiffieHellman("modp15").getPrime("hex");
const N = BigInt(`0x${modulus}`);
const poolName = "tintype";

/** A client that signs in by SRP as Cognito's clients do, with a secret of its own that is always the same. */
export interface SrpClient {
  /** `SRP_A`. */
  readonly publicHex: string;
  /** What answers the question `PASSWORD_VERIFIER`. */
  answer(question: Readonly<Record<string, string>>, password: string): Record<string, string>;
}

export function createSrpClient(): SrpClient {
  const secret = 0x1234567890abcdefn;
  const publicValue = power(2n, secret);
  return {
    publicHex: publicValue.toString(16),
    answer({ SALT = "", SRP_B = "", SECRET_BLOCK = "", USER_ID_FOR_SRP = "" }, password) {
      const scrambler = hashNumber(bytesOf(publicValue), bytesOf(BigInt(`0x${SRP_B}`)));
      const inner = createHash("sha256").update(`${poolName}${USER_ID_FOR_SRP}:${password}`).digest();
      const x = hashNumber(bytesOf(BigInt(`0x${SALT}`)), inner);
      const multiplier = hashNumber(bytesOf(N), bytesOf(2n));
      const base = (((BigInt(`0x${SRP_B}`) - multiplier * power(2n, x)) % N) + N) % N;
      const shared = bytesOf(power(base, secret + scrambler * x));
      const key = hkdfSync("sha256", shared, bytesOf(scrambler), "Caldera Derived Key", 16);
      const TIMESTAMP = "Fri Nov 20 09:30:00 UTC 2026";
      const signature = createHmac("sha256", Buffer.from(key))
        .update(`${poolName}${USER_ID_FOR_SRP}`)
        .update(Buffer.from(SECRET_BLOCK, "base64"))
        .update(TIMESTAMP)
        .digest("base64");
      return {
        USERNAME: USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signature,
        TIMESTAMP,
      };
    },
  };
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

const hashNumber = (...parts: readonly Uint8Array[]): bigint =>
  BigInt(`0x${createHash("sha256").update(Buffer.concat(parts)).digest("hex")}`);

/** Big-endian, with a leading zero byte where the first bit would otherwise be one. */
function bytesOf(number: bigint): Buffer {
  const hex = number.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, "hex");
}
