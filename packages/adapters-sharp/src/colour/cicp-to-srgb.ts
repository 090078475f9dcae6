import { bt2020, type Cicp, displayP3, hlg, isHdr, pq } from "./cicp.ts";

/** Three channels, or four with alpha, of 8 or 16 bits each. */
export interface CodedPixels {
  readonly data: Uint8Array | Uint16Array;
  readonly channels: 3 | 4;
}

/**
 * Pixels that code points describe, in sRGB of 8 bits a channel. What is wider than sRGB is clipped; what is brighter
 * than the white of paper (HDR) is brought below it, so that shadows and skin look as they did and only lights give way.
 */
export function cicpToSrgb({ data, channels }: CodedPixels, cicp: Cicp): Buffer {
  const white = data instanceof Uint16Array ? 65_535 : 255;
  const light = lightOf(cicp.transfer, white);
  const gain = isHdr(cicp) ? light.map(gainOf) : new Float32Array(white + 1).fill(1);
  const [rr, rg, rb, gr, gg, gb, br, bg, bb] = toBt709(cicp.primaries);
  const out = Buffer.allocUnsafe(data.length);
  for (let at = 0; at + 2 < data.length; at += channels) {
    const r = data[at] ?? 0;
    const g = data[at + 1] ?? 0;
    const b = data[at + 2] ?? 0;
    // By the brightest channel, so that hues stay.
    const scale = gain[Math.max(r, g, b)] ?? 1;
    const red = (light[r] ?? 0) * scale;
    const green = (light[g] ?? 0) * scale;
    const blue = (light[b] ?? 0) * scale;
    out[at] = srgb(rr * red + rg * green + rb * blue);
    out[at + 1] = srgb(gr * red + gg * green + gb * blue);
    out[at + 2] = srgb(br * red + bg * green + bb * blue);
    if (channels === 4) out[at + 3] = Math.round(((data[at + 3] ?? 0) * 255) / white);
  }
  return out;
}

type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** From linear light of these primaries to that of BT.709, which are sRGB's (white is D65 for all of them). */
function toBt709(primaries: number): Matrix {
  if (primaries === bt2020) {
    return [1.660491, -0.587641, -0.07285, -0.12455, 1.1329, -0.008349, -0.018151, -0.100579, 1.11873];
  }
  if (primaries === displayP3) {
    return [1.22494, -0.22494, 0, -0.042057, 1.042057, 0, -0.019638, -0.078636, 1.098274];
  }
  return [1, 0, 0, 0, 1, 0, 0, 0, 1];
}

/** Light per code, the white of paper being 1. */
function lightOf(transfer: number, white: number): Float32Array {
  const curve = transfer === pq ? pqLight : transfer === hlg ? hlgLight : srgbLight;
  return Float32Array.from({ length: white + 1 }, (_, code) => curve(code / white));
}

const pqLight = (signal: number): number => nitsOfPq(signal) / paperWhite;
const hlgLight = (signal: number): number => nitsOfHlg(signal) / paperWhite;
const srgbLight = (signal: number): number => (signal <= 0.04045 ? signal / 12.92 : ((signal + 0.055) / 1.055) ** 2.4);

/** By how much light is dimmed: not at all up to half of the white of paper or so. */
const gainOf = (light: number): number =>
  light === 0 ? 1 : nitsOfPq(compressed(pqOfNits(light * paperWhite))) / paperWhite / light;

/** HDR's white of paper, and the brightest that it is mastered to be, in candela per square metre (ITU-R BT.2408). */
const [paperWhite, peak] = [203, 1_000];

/** The tone mapping of ITU-R BT.2390, 5.4.1, from `peak` to `paperWhite`, over signals of PQ. */
function compressed(signal: number): number {
  const brightest = pqOfNits(peak);
  const most = pqOfNits(paperWhite) / brightest;
  const knee = 1.5 * most - 0.5;
  const value = Math.min(1, signal / brightest);
  if (value <= knee) return value * brightest;
  const t = (value - knee) / (1 - knee);
  const spline =
    (2 * t ** 3 - 3 * t ** 2 + 1) * knee + (t ** 3 - 2 * t ** 2 + t) * (1 - knee) + (3 * t ** 2 - 2 * t ** 3) * most;
  return spline * brightest;
}

// SMPTE ST 2084.
const [m1, m2] = [2_610 / 16_384, (2_523 / 4_096) * 128];
const [c1, c2, c3] = [3_424 / 4_096, (2_413 / 4_096) * 32, (2_392 / 4_096) * 32];

function nitsOfPq(signal: number): number {
  const power = signal ** (1 / m2);
  return 10_000 * (Math.max(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1);
}

function pqOfNits(nits: number): number {
  const power = (nits / 10_000) ** m1;
  return ((c1 + c2 * power) / (1 + c3 * power)) ** m2;
}

/** ITU-R BT.2100, table 5, for a display of 1,000 cd/m², channel by channel. */
function nitsOfHlg(signal: number): number {
  const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
  const scene = signal <= 0.5 ? signal ** 2 / 3 : (Math.exp((signal - c) / a) + b) / 12;
  return peak * scene ** 1.2;
}

const steps = 16_384;
const encoded = Uint8Array.from({ length: steps + 1 }, (_, step) => {
  const light = step / steps;
  return Math.round(255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055));
});
const srgb = (light: number): number => encoded[light <= 0 ? 0 : light >= 1 ? steps : Math.round(light * steps)] ?? 0;
