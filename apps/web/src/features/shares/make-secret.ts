/** Letters and digits that nobody takes for another one when they are read out. */
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** A text that nobody guesses, of 59 bits: `k7wd-m3xq-9hpa`. */
export function makeSecret(): string {
  const drawn: string[] = [];
  while (drawn.length < 12) {
    // What is left over above a multiple of 31 would favour the first letters.
    const fair = crypto.getRandomValues(new Uint8Array(24)).filter((byte) => byte < 248);
    drawn.push(...Array.from(fair, (byte) => letters.charAt(byte % letters.length)));
  }
  return [0, 4, 8].map((from) => drawn.slice(from, from + 4).join("")).join("-");
}
