import * as z from "zod";

// It takes milliseconds to make, and most processes that start anew never count.
let graphemes: Intl.Segmenter | undefined;

/** How many characters a person sees: an emoji family or a letter with its accents counts as one. */
export function countGraphemes(text: string): number {
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  let count = 0;
  for (const _ of graphemes.segment(text)) count += 1;
  return count;
}

// Control characters, and the marks that turn the direction of text around (used to disguise names).
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const unprintable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Cs}/gu;

/**
 * Text as people type it: normalised (NFC), without control or direction characters, trimmed, at most `max` graphemes. Its
 * JSON Schema counts code points, of which there are at least as many: what fits there is accepted.
 */
export function humanText(max: number): z.ZodType<string, string> {
  return z
    .string()
    .max(max * 12, `must be at most ${max} characters`)
    .transform((text) => text.replace(unprintable, "").normalize("NFC").trim())
    .refine((text) => text.length <= max || countGraphemes(text) <= max, `must be at most ${max} characters`)
    .meta({ maxLength: max, description: `At most ${max} characters as people count them (graphemes).` });
}

/** One line of such text: line breaks and tabs become blanks. */
export function humanLine(max: number): z.ZodType<string, string> {
  return humanText(max).transform((text) => text.replace(/\s+/gu, " "));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it may stand in HTML, in an element or a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
