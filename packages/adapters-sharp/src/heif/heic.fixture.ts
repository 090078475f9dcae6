/** What a HEIC of one picture (`quadrants(128, 80)`, coded once) or of a grid of it has around that picture. */
export interface HeicParts {
  /** Quarter turns against the clock, applied before the mirror. */
  readonly turns?: number;
  /** 0 swaps above and below, 1 left and right. */
  readonly mirror?: 0 | 1;
  /** The content of a `colr` box. */
  readonly colr?: Buffer;
  /** A block of EXIF, with its mark. */
  readonly exif?: Buffer;
  readonly xmp?: string;
  /** So many times the picture beside and below itself, cut to a size. */
  readonly grid?: { readonly columns: number; readonly rows: number; readonly width: number; readonly height: number };
  /** What the header says in place of 128 × 80. */
  readonly claims?: readonly [width: number, height: number];
  /** What the picture is said to be coded in. */
  readonly coding?: string;
}

export const codePoints = (primaries: number, transfer: number, matrix = 6): Buffer =>
  Buffer.concat([Buffer.from("nclx"), u16(primaries), u16(transfer), u16(matrix), Buffer.from([0x80])]);

export const profile = (icc: Buffer): Buffer => Buffer.concat([Buffer.from("prof"), icc]);

/** A HEIF (ISO/IEC 23008-12), box by box. What belongs to a grid lies behind its tiles, in the order of their numbers. */
export function heicOf(parts: HeicParts = {}): Buffer {
  const { grid, exif, xmp, coding = "hvc1" } = parts;
  const tiles = grid === undefined ? 1 : grid.columns * grid.rows;
  const items: Item[] = Array.from({ length: tiles }, () => ({ type: coding, data: coded, properties: [1, 2] }));
  if (grid !== undefined) items.push({ type: "grid", data: gridData(grid), properties: [3] });
  const main = items.length;
  if (exif !== undefined) items.push({ type: "Exif", data: Buffer.concat([u32(6), exif]), properties: [] });
  if (xmp !== undefined) {
    items.push({ type: "mime", about: "application/rdf+xml", data: Buffer.from(xmp), properties: [] });
  }
  const [width, height] = parts.claims ?? [128, 80];
  const properties = [box("hvcC", hvcC), ispe(width, height), ispe(grid?.width ?? 0, grid?.height ?? 0)];
  const attach = (property: Buffer): void => {
    const at = properties.push(property);
    const item = items[main - 1];
    if (item !== undefined) items[main - 1] = { ...item, properties: [...item.properties, at] };
  };
  if (parts.colr !== undefined) attach(box("colr", parts.colr));
  if (parts.turns !== undefined) attach(box("irot", Buffer.from([parts.turns])));
  if (parts.mirror !== undefined) attach(box("imir", Buffer.from([parts.mirror])));

  const references = [
    ...(grid === undefined
      ? []
      : [
          reference(
            "dimg",
            main,
            Array.from({ length: tiles }, (_, tile) => tile + 1),
          ),
        ]),
    ...items.slice(main).map((_, i) => reference("cdsc", main + 1 + i, [main])),
  ];
  const ftyp = box("ftyp", Buffer.from("heic\0\0\0\0mif1heic", "latin1"));
  const metaAt = (start: number): Buffer =>
    fullBox(
      "meta",
      fullBox("hdlr", Buffer.from("\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0", "latin1")),
      fullBox("pitm", u16(main)),
      locations(items, start),
      fullBox("iinf", u16(items.length), ...items.map(entry)),
      ...(references.length === 0 ? [] : [fullBox("iref", ...references)]),
      box("iprp", box("ipco", ...properties), associations(items)),
    );
  const start = ftyp.length + metaAt(0).length + 8;
  return Buffer.concat([ftyp, metaAt(start), box("mdat", ...items.map(({ data }) => data))]);
}

interface Item {
  readonly type: string;
  readonly about?: string;
  readonly data: Buffer;
  /** Counted from 1. */
  readonly properties: readonly number[];
}

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const u32 = (value: number): Buffer => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);
const box = (type: string, ...contents: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(contents);
  return Buffer.concat([u32(content.length + 8), Buffer.from(type), content]);
};
const fullBox = (type: string, ...contents: readonly Buffer[]): Buffer => box(type, Buffer.alloc(4), ...contents);
const ispe = (width: number, height: number): Buffer => fullBox("ispe", u32(width), u32(height));
const reference = (type: string, from: number, to: readonly number[]): Buffer =>
  box(type, u16(from), u16(to.length), ...to.map(u16));

const gridData = ({ columns, rows, width, height }: NonNullable<HeicParts["grid"]>): Buffer =>
  Buffer.concat([Buffer.from([0, 0, rows - 1, columns - 1]), u16(width), u16(height)]);

function entry({ type, about }: Item, index: number): Buffer {
  const name = about === undefined ? "\0" : `\0${about}\0`;
  return box("infe", Buffer.from([2, 0, 0, 0]), u16(index + 1), u16(0), Buffer.from(`${type}${name}`));
}

function locations(items: readonly Item[], start: number): Buffer {
  let at = start;
  const located = items.map(({ data }, index) => {
    const extent = Buffer.concat([u16(index + 1), u16(0), u16(1), u32(at), u32(data.length)]);
    at += data.length;
    return extent;
  });
  return fullBox("iloc", Buffer.from([0x44, 0]), u16(items.length), ...located);
}

function associations(items: readonly Item[]): Buffer {
  const lists = items.map(({ properties }, index) =>
    Buffer.concat([u16(index + 1), Buffer.from([properties.length, ...properties])]),
  );
  return fullBox("ipma", u32(items.length), ...lists);
}

/*
 * `quadrants(128, 80)` as a PNG, coded by `heif-enc -q 60 -p chroma=420` (libheif 1.15.1, x265 3.5): the decoder's
 * configuration and the picture.
 */
const hvcC = Buffer.from(
  "AQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoBAgUWW6kkprm4EB" +
    "AwIAAAMAAgAAAwACECIAAQAHRAHBcrAiQA==",
  "base64",
);
const coded = Buffer.from(
  "AAAAnigBrwngITl1X//8gj///GI3IfwKIG+nc36muyf+QG3ehrf/EU26Py/n+MqQdxv/6ukd/wP1f/YIdxc19Zw10Ot8r70Fas/GQinmBg8vbtqsjsRm" +
    "EAVdrt02+RB8XWgaAE/s+vtv0ZbZAvarOMfA4I5tusy8W0/ro/zLnErka6CVKGJtAL99rbdAtXBjbw7H3HuK1L++yHol+loAAA4o",
  "base64",
);
