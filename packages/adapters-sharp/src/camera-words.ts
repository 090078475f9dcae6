/** The longest text of a camera that is kept; the longest lens that anybody sells has some 70 characters. */
const longestText = 120;

// Control, format and unassigned characters, and lone surrogates.
const unprintable = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}]+/gu;

/** A camera's text, in one line of at most 120 characters without padding; `undefined` where nothing is left of it. */
export function cameraText(value: unknown): string | undefined {
  const raw = Array.isArray(value) ? value.find((part) => typeof part === "string" && part.trim() !== "") : value;
  if (typeof raw !== "string") return undefined;
  const text = asUtf8(raw).normalize("NFC").replace(unprintable, " ").replace(/\s+/gu, " ").trim();
  return text === "" ? undefined : Array.from(text).slice(0, longestText).join("").trim();
}

/** EXIF's texts are ASCII; cameras that write more write UTF-8, which the parser reads byte by byte. */
function asUtf8(text: string): string {
  if (!/[\x80-\xff]/.test(text)) return text;
  const decoded = Buffer.from(text, "latin1").toString("utf8");
  return decoded.includes("\ufffd") ? text : decoded;
}

/** A number of at most two decimals within these bounds. */
export function cameraNumber(value: unknown, least: number, most: number): number | undefined {
  const number = Array.isArray(value) ? value[0] : value;
  if (typeof number !== "number" || !(number >= least && number <= most)) return undefined;
  return Math.round(number * 100) / 100;
}

/** Seconds as cameras show them: `1/250`, `0.5`, `30`. */
export function exposureText(seconds: unknown): string | undefined {
  if (typeof seconds !== "number" || !(seconds >= 1e-6 && seconds <= 1e6)) return undefined;
  return seconds < 0.3 ? `1/${Math.round(1 / seconds)}` : String(Math.round(seconds * 10) / 10);
}
