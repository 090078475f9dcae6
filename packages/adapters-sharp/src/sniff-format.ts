import type { ImageFormat } from "@tintype/core";
import { isRawTiff } from "./raw-tiff.ts";
import { unsupported } from "./refusal.ts";

/** How many bytes of a file's beginning tell what it is. */
export const headBytes = 4_096;

/** What the first bytes of a file say it is. Throws a `Refusal` that says what they are instead, and what to do. */
export function sniffFormat(head: Uint8Array): ImageFormat {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString("latin1");
  const format = formatOf(head, text);
  if (format !== undefined) return format;
  const found = strangers.find(({ looksSo }) => looksSo(text));
  throw unsupported(found?.message ?? `This file is not a photo. ${accepted}`);
}

const accepted = "Send a JPEG, HEIC, PNG, WebP, AVIF, GIF or TIFF.";

function formatOf(head: Uint8Array, text: string): ImageFormat | undefined {
  if (text.startsWith("\xff\xd8\xff")) return "jpeg";
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (/^GIF8[79]a/.test(text)) return "gif";
  if (/^RIFF.{4}WEBP/s.test(text)) return "webp";
  if (/^(?:II[*+]\0|MM\0[*+])/.test(text)) return isRawTiff(head) ? undefined : "tiff";
  return heifFormatOf(brandsOf(text));
}

/** The brands of an ISO base media file, its own first (ISO/IEC 14496-12, 4.3). */
function brandsOf(text: string): readonly string[] {
  if (text.slice(4, 8) !== "ftyp") return [];
  const size = Buffer.from(text.slice(0, 4), "latin1").readUInt32BE();
  return text.slice(8, Math.min(Math.max(size, 16), 512)).match(/.{4}/gs) ?? [];
}

/** Which of the two it is, in the end, says how its picture is coded (`readHeif`), not its brands. */
function heifFormatOf(brands: readonly string[]): ImageFormat | undefined {
  if (brands.some((brand) => /^avi[fs]$/.test(brand))) return "avif";
  if (brands.some((brand) => /^he(?:ic|ix|im|is|vc|vx|vm|vs)$/.test(brand))) return "heic";
  return brands.some((brand) => /^m[is]f1$/.test(brand)) ? "avif" : undefined;
}

interface Stranger {
  readonly message: string;
  looksSo(text: string): boolean;
}

/** Begins with one of the texts, or fits one of the patterns. */
const stranger = (message: string, marks: readonly (string | RegExp)[]): Stranger => ({
  message,
  looksSo: (text) => marks.some((mark) => (typeof mark === "string" ? text.startsWith(mark) : mark.test(text))),
});

/** The same for XML and HTML, whatever comments stand before the first element. */
const markup = (message: string, pattern: RegExp): Stranger => ({
  message,
  looksSo: (text) =>
    pattern.test(
      text
        .replace(/^\xef\xbb\xbf/, "")
        .replace(/<!--.*?-->/gs, "")
        .trimStart(),
    ),
});

/** Files that people take for photos, or send by mistake. */
const strangers: readonly Stranger[] = [
  stranger("This is a camera's RAW file. Develop it in your photo program and send the JPEG or TIFF.", [
    "II*\0",
    "MM\0*",
    "IIRO",
    "IIRS",
    "IIU\0",
    "FUJIFILMCCD-RAW",
    "FOVb",
    /^.{4}ftypcrx /s,
  ]),
  stranger("This is a PDF. Export its pages as JPEG or PNG and send those.", [/^.{0,1024}%PDF-/s]),
  markup(
    "This is an SVG drawing. Export it as PNG and send that.",
    /^(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i,
  ),
  markup(
    `This is a web page, not a photo: save the picture itself. ${accepted}`,
    /^(?:<\?xml[^>]*>\s*)?<(?:!DOCTYPE html|html|head|body|script)\b/i,
  ),
  stranger(
    `This is a video. Photos alone can be sent: take a picture of the moment that you want to keep. ${accepted}`,
    [
      "\x1a\x45\xdf\xa3",
      "\0\0\x01\xba",
      "\0\0\x01\xb3",
      "FLV\x01",
      "OggS",
      "\x30\x26\xb2\x75",
      /^.{4}(?:ftyp|moov|mdat)/s,
      /^RIFF.{4}AVI /s,
    ],
  ),
  stranger("This is a JPEG XL, which is not supported yet. Export it as JPEG and send that.", [
    "\xff\x0a",
    "\0\0\0\x0cJXL ",
  ]),
  stranger("This is a JPEG 2000. Export it as JPEG and send that.", ["\0\0\0\x0cjP  ", "\xff\x4f\xff\x51"]),
  stranger("This is a BMP. Export it as PNG and send that.", [/^BM.{4}\0\0\0\0/s]),
  stranger("This is a Photoshop file. Export it as JPEG, PNG or TIFF and send that.", ["8BPS"]),
  stranger("This is an icon. Export it as PNG and send that.", ["\0\0\x01\0", "\0\0\x02\0"]),
  stranger("This is an archive. Unpack it and send the photos in it one by one.", [
    "PK\x03\x04",
    "\x1f\x8b",
    "Rar!",
    "7z\xbc\xaf",
  ]),
];
