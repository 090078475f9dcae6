import type { Sharp } from "sharp";

/** Pixels of 8 bits a channel in sRGB, upright, with nothing else attached: 3 channels, or 4 with alpha. */
export interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

export interface Decoded {
  readonly pixels: Pixels;
  /** The decoder stumbled, and could go on all the same. */
  readonly damage?: Damage;
}

export interface Damage {
  /** The share of the picture that could not be decoded, where the decoder tells. */
  readonly missing?: number;
}

/** The picture, not larger than `edge` on its longest side. */
export const fitting = (picture: Sharp, edge: number | undefined): Sharp =>
  edge === undefined ? picture : picture.resize({ width: edge, height: edge, fit: "inside", withoutEnlargement: true });
