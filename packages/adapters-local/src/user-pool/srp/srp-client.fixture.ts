import { createHash, createHmac, hkdfSync } from "node:crypto";

/** RFC 3526 section 4, as its formula says it: 2^3072 - 2^3008 - 1 + 2^64 * ([2^2942 pi] + 1690314), read from there. */
const N = BigInt(
  "0xffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3be39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa051015728e5a8aaac42dad33170d04507a33a85521abdf1cba64ecfb850458dbef0a8aea71575d060c7db3970f85a6e1e4c7abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864d87602733ec86a64521f2b18177b200cbbe117577a615d6c770988c0bad946e208e24fa074e5ab3143db5bfce0fd108e4b82d120a93ad2caffffffffffffffff",
);

/** A client that knows a password, after Cognito's documentation and with a secret of its own. */
export interface SrpClient {
  /** `SRP_A`. */
  readonly publicHex: string;
  /** What answers the question `PASSWORD_VERIFIER`. */
  answer(question: Readonly<Record<string, string>>, password: string): Record<string, string>;
}

export function createSrpClient(poolName: string, secret = 0x1234567890abcdefn): SrpClient {
  const publicValue = power(2n, secret);
  return {
    publicHex: publicValue.toString(16),
    answer: ({ SALT = "", SRP_B = "", SECRET_BLOCK = "", USER_ID_FOR_SRP = "" }, password) => {
      const serverPublic = BigInt(`0x${SRP_B}`);
      const u = digest(padded(publicValue), padded(serverPublic));
      const inner = createHash("sha256").update(`${poolName}${USER_ID_FOR_SRP}:${password}`).digest();
      const x = digest(padded(BigInt(`0x${SALT}`)), inner);
      const k = digest(padded(N), padded(2n));
      const base = (((serverPublic - k * power(2n, x)) % N) + N) % N;
      const shared = power(base, secret + u * x);
      const key = Buffer.from(hkdfSync("sha256", padded(shared), padded(u), "Caldera Derived Key", 16));
      const TIMESTAMP = "Fri Nov 20 09:30:00 UTC 2026";
      const message = [
        Buffer.from(poolName),
        Buffer.from(USER_ID_FOR_SRP),
        Buffer.from(SECRET_BLOCK, "base64"),
        Buffer.from(TIMESTAMP),
      ];
      return {
        USERNAME: USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: createHmac("sha256", key).update(Buffer.concat(message)).digest("base64"),
        TIMESTAMP,
      };
    },
  };
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % N];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

const digest = (...parts: readonly Uint8Array[]) =>
  BigInt(`0x${createHash("sha256").update(Buffer.concat(parts)).digest("hex")}`);

function padded(number: bigint): Buffer {
  const hex = number.toString(16);
  const even = hex.padStart(hex.length + (hex.length % 2), "0");
  return Buffer.from(Number.parseInt(even.slice(0, 2), 16) > 127 ? `00${even}` : even, "hex");
}
