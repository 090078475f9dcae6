import { deflateSync } from "node:zlib";
import { createSeededRandom } from "@tintype/core/testing";
import { heicOf } from "../heif/heic.fixture.ts";
import { drawn, pngChunk, type Raster, texture } from "../test-photos.fixture.ts";
import { tiffBlock } from "./tiff-block.fixture.ts";

/** A photo that says more than its picture, in every way that its format has. */
export interface TalkativePhoto {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What each of them says, over and over. Whoever finds it in a rendition has found a leak. */
export const canary = "CANARY-48.8584N-2.2945E-SERIAL-4711";

/** One of every format, the same for the same seed. */
export async function talkativePhotos(seed: number): Promise<readonly TalkativePhoto[]> {
  const random = createSeededRandom(seed);
  const within = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  const picture = texture(within(40, 300), within(40, 300), within(1, 50));
  const told: Told = { picture, exif: await exifOf(random), trailer: trailerOf(random) };
  return [
    { name: `jpeg-${seed}`, bytes: await jpegOf(told) },
    { name: `png-${seed}`, bytes: await pngOf(told) },
    { name: `webp-${seed}`, bytes: await webpOf(told) },
    { name: `avif-${seed}`, bytes: await avifOf(told) },
    { name: `heic-${seed}`, bytes: heicWith(told) },
    { name: `gif-${seed}`, bytes: await gifWith(told) },
    { name: `tiff-${seed}`, bytes: await tiffOf(told) },
  ];
}

interface Told {
  readonly picture: Raster;
  /** A TIFF structure, without the mark. */
  readonly exif: Buffer;
  /** What stands behind the picture's end. */
  readonly trailer: Buffer;
}

const xmp = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/"
xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" exif:GPSLatitude="48,51.504N" aux:SerialNumber="${canary}"/></rdf:RDF>
</x:xmpmeta><?xpacket end="w"?>`;

/** Camera, serial numbers, maker note, place, words, and a small picture that says all of that again. */
async function exifOf(random: () => number): Promise<Buffer> {
  const small = await (await drawn(texture(16, 12))).jpeg().toBuffer();
  const preview = Buffer.concat([small.subarray(0, 2), segment(0xfe, Buffer.from(canary)), small.subarray(2)]);
  const note = Buffer.from(`Apple iOS\0\0\x01MM${canary}`.repeat(1 + Math.floor(random() * 40)), "latin1");
  const words = { text: canary };
  return tiffBlock(
    {
      270: words,
      271: { text: `Make ${canary}` },
      272: { text: `Model ${canary}` },
      315: words,
      33432: words,
      40091: { bytes: Buffer.from(canary, "utf16le") },
      50735: words,
      34665: {
        directory: {
          36867: { text: "2026:07:01 14:03:22" },
          37500: { bytes: note },
          37510: { bytes: Buffer.from(`ASCII\0\0\0${canary}`) },
          42032: words,
          42033: words,
          42037: words,
          42016: words,
        },
      },
      34853: {
        directory: {
          1: { text: "N" },
          2: {
            fractions: [
              [48, 1],
              [51, 1],
              [3_024, 100],
            ],
          },
          3: { text: "E" },
          4: {
            fractions: [
              [2, 1],
              [17, 1],
              [4_020, 100],
            ],
          },
          27: { bytes: Buffer.from(`ASCII\0\0\0${canary}`) },
        },
      },
    },
    preview,
  );
}

/** Another picture (as in a gain map or a depth map), an archive, or plain words. */
function trailerOf(random: () => number): Buffer {
  const kinds = [Buffer.from(`\xff\xd8\xff\xfe\0\x30${canary}\xff\xd9`, "latin1"), Buffer.from(`PK\x03\x04${canary}`)];
  return kinds[Math.floor(random() * 3)] ?? Buffer.from(canary);
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

async function jpegOf({ picture, exif, trailer }: Told): Promise<Buffer> {
  const plain = await (await drawn(picture)).withIccProfile("p3").jpeg().toBuffer();
  const iptc = Buffer.concat([Buffer.from([0x1c, 2, 120, 0, canary.length]), Buffer.from(canary)]);
  const resource = Buffer.concat([Buffer.from("8BIM\x04\x04\0\0\0\0\0", "latin1"), Buffer.from([iptc.length]), iptc]);
  return Buffer.concat([
    plain.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), exif])),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`)),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xmp/extension/\0${"A".repeat(40)}${canary}`)),
    segment(0xed, Buffer.concat([Buffer.from("Photoshop 3.0\0"), resource])),
    segment(0xe2, Buffer.from(`MPF\0${canary}`)),
    segment(0xe5, Buffer.from(`vendor ${canary}`)),
    segment(0xfe, Buffer.from(canary)),
    plain.subarray(2),
    trailer,
  ]);
}

async function pngOf({ picture, exif, trailer }: Told): Promise<Buffer> {
  const plain = await (await drawn(picture)).png().toBuffer();
  const text = (keyword: string, words: string) => Buffer.from(`${keyword}\0${words}`, "latin1");
  const compressed = Buffer.concat([Buffer.from("Software\0\0"), deflateSync(Buffer.from(canary))]);
  return Buffer.concat([
    // The signature and the header.
    plain.subarray(0, 33),
    pngChunk("eXIf", exif),
    pngChunk("tEXt", text("Author", canary)),
    pngChunk("zTXt", compressed),
    pngChunk("iTXt", text("XML:com.adobe.xmp", `\0\0\0\0${xmp}`)),
    pngChunk("tEXt", text("Raw profile type exif", `\nexif\n${exif.length}\n${exif.toString("hex")}\n`)),
    pngChunk("caNa", Buffer.from(canary)),
    plain.subarray(33),
    trailer,
  ]);
}

async function webpOf({ picture, exif, trailer }: Told): Promise<Buffer> {
  const told = (await drawn(picture))
    .withIccProfile("p3")
    .withExif({ IFD0: { Make: canary } })
    .withXmp(xmp);
  const plain = await told.webp().toBuffer();
  const stranger = Buffer.concat([Buffer.from("CANA"), u32le(exif.length), exif, Buffer.alloc(exif.length % 2)]);
  const whole = Buffer.concat([plain, stranger]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return Buffer.concat([whole, trailer]);
}

async function avifOf({ picture, trailer }: Told): Promise<Buffer> {
  const told = (await drawn(picture))
    .withExif({
      IFD0: { Make: canary, Artist: canary },
      IFD2: { BodySerialNumber: canary },
      IFD3: { GPSLatitudeRef: "N" },
    })
    .withXmp(xmp);
  const stranger = Buffer.concat([u32be(8 + 16 + canary.length), Buffer.from(`uuid${"u".repeat(16)}${canary}`)]);
  return Buffer.concat([await told.avif({ effort: 0 }).toBuffer(), stranger, trailer]);
}

const heicWith = ({ exif, trailer }: Told): Buffer =>
  Buffer.concat([heicOf({ exif: Buffer.concat([Buffer.from("Exif\0\0"), exif]), xmp }), trailer]);

async function gifWith({ picture, trailer }: Told): Promise<Buffer> {
  const raw = { width: picture.width, height: picture.height, channels: 3 } as const;
  const { default: sharp } = await import("sharp");
  const frames = Buffer.concat([picture.data, picture.data.toReversed()]);
  const plain = await sharp(frames, { raw: { ...raw, height: raw.height * 2, pageHeight: raw.height } })
    .gif()
    .toBuffer();
  const block = (words: string) => Buffer.concat([Buffer.from([words.length]), Buffer.from(words)]);
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe]), block(canary), Buffer.from([0])]);
  const application = Buffer.concat([Buffer.from([0x21, 0xff]), block("XMP DataXMP"), block(canary), Buffer.from([0])]);
  // Behind the header and the table of colours.
  const start = 13 + ((plain[10] ?? 0) & 0x80 ? 3 * 2 ** (((plain[10] ?? 0) & 7) + 1) : 0);
  return Buffer.concat([plain.subarray(0, start), comment, application, plain.subarray(start), trailer]);
}

async function tiffOf({ picture, exif, trailer }: Told): Promise<Buffer> {
  const told = (await drawn(picture))
    .withIccProfile("p3")
    .withExif({ IFD0: { Artist: canary } })
    .withXmp(xmp);
  return Buffer.concat([await told.tiff({ compression: "lzw" }).toBuffer(), exif, trailer]);
}

function u32le(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const u32be = (value: number): Buffer => u32le(value).swap32();
