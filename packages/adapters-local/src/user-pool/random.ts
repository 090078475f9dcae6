/** So many unpredictable bytes. */
export type RandomBytes = (count: number) => Uint8Array;

const codes = 1_000_000;
/** The greatest multiple of the number of codes that 32 bits hold: beyond it some codes would be likelier than others. */
const fair = Math.floor(2 ** 32 / codes) * codes;

/** Six digits, each code as likely as every other. */
export function randomCode(random: RandomBytes): string {
  for (;;) {
    const number = Buffer.from(random(4)).readUInt32BE();
    if (number < fair) return String(number % codes).padStart(6, "0");
  }
}

/** A UUID of version 4 (RFC 9562 section 5.4). */
export function randomUuid(random: RandomBytes): string {
  const bytes = Buffer.from(random(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** 256 bits in base64url. */
export const randomToken = (random: RandomBytes): string => Buffer.from(random(32)).toString("base64url");
