/**
 * What a JPEG or WebP carries beside its picture, by its own bytes: the names of every segment or chunk that is not
 * needed to show it (`APP1`, `COM`, `EXIF`, `ICCP` …).
 */
export function metadataIn(encoded: Uint8Array): readonly string[] {
  const bytes = Buffer.from(encoded);
  return (bytes.readUInt16BE(0) === 0xffd8 ? jpegSegments(bytes) : webpChunks(bytes)).filter(
    (name) => !needed.has(name),
  );
}

const needed: ReadonlySet<string> = new Set(["APP0 JFIF", "VP8 ", "VP8L", "VP8X", "ALPH"]);

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
  const names: string[] = [];
  const end = bytes.readUInt32LE(4) + 8;
  for (let at = 12; at + 8 <= end; ) {
    names.push(bytes.toString("latin1", at, at + 4));
    const length = bytes.readUInt32LE(at + 4);
    at += 8 + length + (length % 2);
  }
  return end === bytes.length ? names : [...names, "bytes after the end"];
}
