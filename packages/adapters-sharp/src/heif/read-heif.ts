import type { Cicp } from "../colour/cicp.ts";

/** What the container of a HEIF (ISO/IEC 23008-12) says of its main picture. */
export interface HeifPicture {
  /** How it is coded: `hvc1`, `av01` … */
  readonly coding: string;
  /** What its colours mean, where the container says so by code points. */
  readonly cicp?: Cicp;
}

/** Reads the boxes of a HEIF. `undefined` where there is no main picture in it, or nothing that can be followed. */
export function readHeif(file: Buffer): HeifPicture | undefined {
  try {
    const meta = contentOf(file, "meta")?.subarray(versionAndFlags);
    return meta && mainPicture(meta);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether a HEIF holds a film (or a series of pictures that is kept like one). */
export function holdsFilm(file: Buffer): boolean {
  try {
    return contentOf(file, "moov") !== undefined;
  } catch {
    return false;
  }
}

/** Before the content of many boxes. */
const versionAndFlags = 4;

interface Box {
  readonly type: string;
  readonly content: Buffer;
}

/** ISO/IEC 14496-12, 4.2. */
function* boxesIn(bytes: Buffer): Generator<Box> {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const said = bytes.readUInt32BE(at);
    const header = said === 1 ? 16 : 8;
    const size = said === 0 ? bytes.length - at : said === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : said;
    if (size < header) throw new RangeError("A box is smaller than its header.");
    yield { type: text(bytes, at + 4), content: bytes.subarray(at + header, at + size) };
    at += size;
  }
}

function contentOf(bytes: Buffer, type: string): Buffer | undefined {
  for (const box of boxesIn(bytes)) if (box.type === type) return box.content;
  return undefined;
}

const text = (bytes: Buffer, at: number): string => bytes.toString("latin1", at, at + 4);

function mainPicture(meta: Buffer): HeifPicture | undefined {
  const [pitm, iinf, iprp] = [contentOf(meta, "pitm"), contentOf(meta, "iinf"), contentOf(meta, "iprp")];
  if (pitm === undefined || iinf === undefined) return undefined;
  const main = numberAt(pitm, versionAndFlags, pitm.readUInt8(0) === 0 ? 2 : 4);
  const types = typesOf(iinf);
  // A grid, an overlay or a copy is made of other items, which are coded like the first of them.
  let [item, coding] = [main, types.get(main)];
  const parts = partsOf(contentOf(meta, "iref"));
  for (let depth = 0; depth < 4 && derived.has(coding ?? ""); depth += 1) {
    item = parts.get(item) ?? -1;
    coding = types.get(item);
  }
  if (coding === undefined) return undefined;
  const cicp = iprp && cicpOf(iprp, main);
  return cicp === undefined ? { coding } : { coding, cicp };
}

const derived: ReadonlySet<string> = new Set(["grid", "iovl", "iden", "tili"]);

const numberAt = (bytes: Buffer, at: number, size: 2 | 4): number =>
  size === 2 ? bytes.readUInt16BE(at) : bytes.readUInt32BE(at);

/** The items' types (14496-12, 8.11.6). */
function typesOf(iinf: Buffer): ReadonlyMap<number, string> {
  const types = new Map<number, string>();
  const entries = iinf.subarray(versionAndFlags + (iinf.readUInt8(0) === 0 ? 2 : 4));
  for (const { type, content } of boxesIn(entries)) {
    if (type !== "infe") continue;
    const size = content.readUInt8(0) < 3 ? 2 : 4;
    types.set(numberAt(content, versionAndFlags, size), text(content, versionAndFlags + size + 2));
  }
  return types;
}

/** The first of the items that a derived item is made of (`dimg`; 14496-12, 8.11.12). */
function partsOf(iref: Buffer | undefined): ReadonlyMap<number, number> {
  const parts = new Map<number, number>();
  if (iref === undefined) return parts;
  const size = iref.readUInt8(0) === 0 ? 2 : 4;
  for (const { type, content } of boxesIn(iref.subarray(versionAndFlags))) {
    if (type === "dimg") parts.set(numberAt(content, 0, size), numberAt(content, size + 2, size));
  }
  return parts;
}

/** The `colr` of an item that is made of code points (23008-12, 9.3; 14496-12, 12.1.5). */
function cicpOf(iprp: Buffer, item: number): Cicp | undefined {
  const ipco = contentOf(iprp, "ipco");
  const properties = ipco === undefined ? [] : [...boxesIn(ipco)];
  for (const { type, content } of boxesIn(iprp)) {
    if (type !== "ipma") continue;
    for (const index of propertiesOf(content, item)) {
      const property = properties[index - 1];
      if (property?.type === "colr" && text(property.content, 0) === "nclx") {
        return { primaries: property.content.readUInt16BE(4), transfer: property.content.readUInt16BE(6) };
      }
    }
  }
  return undefined;
}

function propertiesOf(ipma: Buffer, item: number): readonly number[] {
  const idSize = ipma.readUInt8(0) === 0 ? 2 : 4;
  const isWide = (ipma.readUInt8(3) & 1) === 1;
  let at = versionAndFlags + 4;
  for (let left = ipma.readUInt32BE(versionAndFlags); left > 0; left -= 1) {
    const id = numberAt(ipma, at, idSize);
    const count = ipma.readUInt8(at + idSize);
    const first = at + idSize + 1;
    at = first + count * (isWide ? 2 : 1);
    if (id !== item) continue;
    return Array.from({ length: count }, (_, i) =>
      isWide ? ipma.readUInt16BE(first + i * 2) & 0x7fff : ipma.readUInt8(first + i) & 0x7f,
    );
  }
  return [];
}
