/** A value of a TIFF's directory: texts, bytes, numbers, fractions, and directories within. */
export type TiffValue =
  | { readonly text: string }
  | { readonly bytes: Buffer }
  | { readonly shorts: readonly number[] }
  | { readonly fractions: readonly (readonly [number, number])[] }
  | { readonly directory: Directory };
export type Directory = Readonly<Record<number, TiffValue>>;

/**
 * A TIFF (TIFF 6.0), which is what EXIF is behind its mark (CIPA DC-008): the directory lies at the beginning, what does not
 * fit into it behind, and a second directory with a small JPEG where there is one.
 */
export function tiffBlock(first: Directory, thumbnail?: Buffer): Buffer {
  const chunks: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0])];
  let end = 8;
  const place = (bytes: Buffer): number => {
    const at = end;
    chunks.push(bytes, Buffer.alloc(bytes.length % 2));
    end += bytes.length + (bytes.length % 2);
    return at;
  };
  const entryOf = (tag: number, value: TiffValue): Buffer => {
    if ("directory" in value) return long(tag, placeDirectory(value.directory));
    const [type, count, bytes] = encoded(value);
    const entry = entryHead(tag, type, count);
    if (bytes.length <= 4) bytes.copy(entry, 8);
    else entry.writeUInt32LE(place(bytes), 8);
    return entry;
  };
  const placeDirectory = (directory: Directory, next = () => 0): number => {
    const tags = Object.entries(directory);
    const room = Buffer.alloc(2 + tags.length * 12 + 4);
    const at = place(room);
    const entries = tags.map(([tag, value]) => entryOf(Number(tag), value));
    directoryBytes(entries, next()).copy(room);
    return at;
  };
  placeDirectory(first, () => {
    if (thumbnail === undefined) return 0;
    const at = place(thumbnail);
    const isJpeg = entryOf(0x103, { shorts: [6] });
    return place(directoryBytes([isJpeg, long(0x201, at), long(0x202, thumbnail.length)], 0));
  });
  return Buffer.concat(chunks);
}

function directoryBytes(entries: readonly Buffer[], next: number): Buffer {
  const sorted = entries.toSorted((a, b) => a.readUInt16LE(0) - b.readUInt16LE(0));
  const frame = Buffer.alloc(6);
  frame.writeUInt16LE(sorted.length, 0);
  frame.writeUInt32LE(next, 2);
  return Buffer.concat([frame.subarray(0, 2), ...sorted, frame.subarray(2)]);
}

function encoded(value: Exclude<TiffValue, { directory: Directory }>): [type: number, count: number, bytes: Buffer] {
  if ("text" in value) {
    const bytes = Buffer.from(`${value.text}\0`, "latin1");
    return [2, bytes.length, bytes];
  }
  if ("bytes" in value) return [7, value.bytes.length, value.bytes];
  if ("shorts" in value) {
    const bytes = Buffer.alloc(value.shorts.length * 2);
    value.shorts.forEach((short, i) => void bytes.writeUInt16LE(short, i * 2));
    return [3, value.shorts.length, bytes];
  }
  const bytes = Buffer.alloc(value.fractions.length * 8);
  value.fractions.flat().forEach((long, i) => void bytes.writeUInt32LE(long, i * 4));
  return [5, value.fractions.length, bytes];
}

function entryHead(tag: number, type: number, count: number): Buffer {
  const entry = Buffer.alloc(12);
  entry.writeUInt16LE(tag, 0);
  entry.writeUInt16LE(type, 2);
  entry.writeUInt32LE(count, 4);
  return entry;
}

function long(tag: number, value: number): Buffer {
  const entry = entryHead(tag, 4, 1);
  entry.writeUInt32LE(value, 8);
  return entry;
}
