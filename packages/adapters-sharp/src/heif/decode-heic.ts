import { type Libheif, openLibheif } from "./open-libheif.ts";

/** A picture as libheif decodes it: upright and cropped as its container says, in the colours of the file. */
export interface HeicPixels {
  /** 8 bits a channel, or 16 where that was asked for. */
  readonly data: Uint8Array | Uint16Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  /** The colours have been multiplied by alpha. */
  readonly premultiplied: boolean;
  /** The share of the picture that could not be decoded; it is grey. */
  readonly missing: number;
}

interface HeicOptions {
  /** No picture of more pixels is decoded, whatever the header said. */
  readonly maxPixels: number;
  /** Wants 16 bits a channel. */
  readonly deep: boolean;
}

/** Decodes the main picture of a HEIC, by libheif and libde265 in WebAssembly. Throws on what cannot be read at all. */
export async function decodeHeic(bytes: Uint8Array, { maxPixels, deep }: HeicOptions): Promise<HeicPixels> {
  const heif = await openLibheif();
  const { call, word } = callsOf(heif);
  const context = heif._heif_context_alloc();
  limitTo(heif, context, maxPixels);
  const file = heif._malloc(bytes.length);
  heif.HEAPU8.set(bytes, file);
  call((error) => heif._heif_context_read_from_memory_without_copy(error, context, file, bytes.length, 0));
  const handle = call((error, out) => heif._heif_context_get_primary_image_handle(error, context, out));
  const tiling = heif._malloc(tilingBytes);
  call((error) => heif._heif_image_handle_get_image_tiling(error, handle, 0, tiling));
  const tiles = word(tiling + Tiling.columns) * word(tiling + Tiling.rows);

  const channels = heif._heif_image_handle_has_alpha_channel(handle) === 0 ? 3 : 4;
  const chroma = Chroma[deep ? 16 : 8][channels];
  const image = call((error, out) => heif._heif_decode_image(error, handle, out, rgb, chroma, lenientOptions(heif)));
  const missing = Math.min(1, failedTiles(heif, image) / tiles);
  const { data, ...size } = pixelsOf(heif, image, channels, deep);
  const white = deep ? 2 ** heif._heif_image_handle_get_luma_bits_per_pixel(handle) - 1 : 255;
  if (missing > 0) greyOut({ data, channels }, white);
  const premultiplied = channels === 4 && heif._heif_image_handle_is_premultiplied_alpha(handle) !== 0;
  return { ...size, channels, premultiplied, missing, data: data instanceof Uint16Array ? widen(data, white) : data };
}

// enum heif_colorspace, heif_channel and heif_chroma (little endian, without and with alpha).
const [rgb, interleaved] = [1, 10];
const Chroma = { 8: { 3: 10, 4: 11 }, 16: { 3: 14, 4: 15 } } as const;

// struct heif_image_tiling
const Tiling = { columns: 4, rows: 8 } as const;
const tilingBytes = 72;

/** Calls that answer by a `heif_error`, and by an address that they write to the second argument. */
function callsOf(heif: Libheif) {
  const [error, out] = [heif._malloc(12), heif._malloc(4)];
  const word = (address: number): number => heif.HEAPU32[address >> 2] ?? 0;
  const call = (make: (error: number, out: number) => void): number => {
    make(error, out);
    if (word(error) !== 0) throw new Error(`libheif: ${textAt(heif, word(error + 8))}`);
    return word(out);
  };
  return { call, word };
}

function textAt({ HEAPU8 }: Libheif, address: number): string {
  return Buffer.from(HEAPU8.subarray(address, HEAPU8.indexOf(0, address))).toString("latin1");
}

/** struct heif_security_limits: `max_image_size_pixels`, 64 bits. */
function limitTo(heif: Libheif, context: number, pixels: number): void {
  const limits = heif._heif_context_get_security_limits(context);
  heif.HEAPU32[(limits + 8) >> 2] = pixels;
  heif.HEAPU32[(limits + 12) >> 2] = 0;
}

/**
 * struct heif_decoding_options: what is missing of a grid is left out; a full range that the codec alone knows of (some
 * Sony cameras) is believed; colours stay those of the file.
 */
function lenientOptions(heif: Libheif): number {
  const options = heif._heif_decoding_options_alloc();
  heif.HEAPU8[options + 68] = 1;
  heif.HEAPU8[options + 69] = 1;
  return options;
}

/** How many tiles of a grid could not be decoded: each leaves a warning of its own. */
function failedTiles(heif: Libheif, image: number): number {
  const count = heif._heif_image_get_decoding_warnings(image, 0, 0, 0);
  const errors = heif._malloc(count * 12);
  heif._heif_image_get_decoding_warnings(image, 0, errors, count);
  let failed = 0;
  for (let i = 0; i < count; i += 1) {
    const [code = 0, detail = 0] = heif.HEAPU32.subarray((errors + i * 12) >> 2);
    if (code === decoderFailed || (code === invalidInput && !aboutColours.has(detail))) failed += 1;
  }
  return failed;
}

// enum heif_error_code and heif_suberror_code
const [invalidInput, decoderFailed] = [2, 7];
const aboutColours: ReadonlySet<number> = new Set([133, 134, 135, 152]);

/** The image's one plane, row after row without gaps. It stays in libheif's memory, which nobody uses any more. */
function pixelsOf(heif: Libheif, image: number, channels: 3 | 4, deep: boolean) {
  const [width, height] = [heif._heif_image_get_primary_width(image), heif._heif_image_get_primary_height(image)];
  const out = heif._malloc(4);
  const plane = heif._heif_image_get_plane_readonly2(image, interleaved, out);
  const memory = heif.HEAPU8;
  const stride = heif.HEAPU32[out >> 2] ?? 0;
  const row = width * channels * (deep ? 2 : 1);
  for (let y = 1; y < height && stride > row; y += 1) {
    memory.copyWithin(plane + y * row, plane + y * stride, plane + y * stride + row);
  }
  const samples = width * height * channels;
  const data = deep ? new Uint16Array(memory.buffer, plane, samples) : new Uint8Array(memory.buffer, plane, samples);
  return { data, width, height };
}

/** What was not decoded is zero in YCbCr, which is a green that no camera takes. */
function greyOut({ data, channels }: Pick<HeicPixels, "data" | "channels">, white: number): void {
  const [least, most, grey] = [white * 0.51, white * 0.55, Math.round(white / 2)];
  for (let at = 0; at + 2 < data.length; at += channels) {
    const green = data[at + 1] ?? 0;
    if (data[at] === 0 && data[at + 2] === 0 && green > least && green < most) data.fill(grey, at, at + 3);
  }
}

/** Samples of fewer bits, over all 16. */
const widen = (samples: Uint16Array, white: number): Uint16Array => samples.map((value) => (value * 65_535) / white);
