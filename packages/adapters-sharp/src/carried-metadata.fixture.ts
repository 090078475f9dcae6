/**
 * What a JPEG, WebP or PNG carries beside its picture, by its own bytes: the names of every segment or chunk that is not
 * needed to show it (`APP1`, `COM`, `EXIF`, `ICCP` …).
 */
export function metadataIn(encoded: Uint8Array): readonly string[] {
  const bytes = Buffer.from(encoded);
  const first = bytes.readUInt16BE(0);
  const parts = first === 0xffd8 ? jpegSegments(bytes) : first === 0x8950 ? pngChunks(bytes) : webpChunks(bytes);
  return parts.filter((name) => !needed.has(name));
}

const needed: ReadonlySet<string> = new Set(
  ["APP0 JFIF", "VP8 |VP8L|VP8X|ALPH|ANIM", "IHDR|PLTE|tRNS|pHYs|IDAT|IEND"].flatMap((names) => names.split("|")),
);

function jpegSegments(bytes: Buffer): string[] {
  const names: string[] = [];
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes.readUInt16BE(at);
    const length = bytes.readUInt16BE(at + 2);
    if (marker === 0xffda) {
      const end = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]));
      return end === bytes.length - 2 ? names : [...names, "bytes after the end"];
    }
    if (marker >= 0xffe0 && marker <= 0xffef) {
      const kind = bytes.toString("latin1", at + 4, at + 2 + length).split("\0", 1)[0];
      names.push(`APP${marker - 0xffe0} ${kind}`);
    }
    if (marker === 0xfffe) names.push("COM");
    at += 2 + length;
  }
  return [...names, "no picture"];
}

function webpChunks(bytes: Buffer): string[] {
  const end = bytes.readUInt32LE(4) + 8;
  const names = riffChunks(bytes.subarray(12, end));
  return end === bytes.length ? names : [...names, "bytes after the end"];
}

function riffChunks(bytes: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const name = bytes.toString("latin1", at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    // A frame has chunks of its own behind its place and its time.
    if (name === "ANMF") names.push(...riffChunks(bytes.subarray(at + 8 + 16, at + 8 + length)));
    else names.push(name);
    at += 8 + length + (length % 2);
  }
  return names;
}

function pngChunks(bytes: Buffer): string[] {
  const names: string[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += bytes.readUInt32BE(at) + 12) {
    names.push(bytes.toString("latin1", at + 4, at + 8));
  }
  return names.at(-1) === "IEND" ? names : [...names, "bytes after the end"];
}
