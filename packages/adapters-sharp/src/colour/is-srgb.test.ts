import { describe, expect, it } from "vitest";
import { isSrgb } from "./is-srgb.ts";

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(Math.round(value * 65_536));
  return bytes;
};
const tag = (type: string, ...rest: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from(`${type}\0\0\0\0`, "latin1"), ...rest]);
const xyz = (...values: readonly number[]): Buffer => tag("XYZ ", ...values.map(number));
const formula = (...values: readonly number[]): Buffer => tag("para", Buffer.from([0, 3, 0, 0]), ...values.map(number));

/** A curve as a table of so many entries. */
function table(length: number, light: (code: number) => number): Buffer {
  const bytes = Buffer.alloc(4 + length * 2);
  bytes.writeUInt32BE(length);
  for (let i = 0; i < length; i += 1) bytes.writeUInt16BE(Math.round(light(i / (length - 1)) * 65_535), 4 + i * 2);
  return tag("curv", bytes);
}

const light = (code: number): number => (code <= 0.04045 ? code / 12.92 : ((code + 0.055) / 1.055) ** 2.4);
const curve = formula(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
const usual: Readonly<Record<string, Buffer>> = {
  rXYZ: xyz(0.4361, 0.2225, 0.0139),
  gXYZ: xyz(0.3851, 0.7169, 0.0971),
  bXYZ: xyz(0.1431, 0.0606, 0.7141),
  rTRC: curve,
  gTRC: curve,
  bTRC: curve,
};

/** ICC.1:2022, 7.2 and 7.3. */
function profile(tags: Readonly<Record<string, Buffer>> = usual, spaces = "RGB XYZ "): Buffer {
  const header = Buffer.alloc(132);
  header.write(spaces, 16, "latin1");
  const all = Object.entries(tags);
  header.writeUInt32BE(all.length, 128);
  let offset = 132 + all.length * 12;
  const entries = all.map(([name, { length }]) => {
    const entry = Buffer.from(`${name}\0\0\0\0\0\0\0\0`, "latin1");
    entry.writeUInt32BE(offset, 4);
    entry.writeUInt32BE(length, 8);
    offset += length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...all.map(([, bytes]) => bytes)]);
}

const withCurves = (curve: Buffer) => profile({ ...usual, rTRC: curve, gTRC: curve, bTRC: curve });

describe("a profile that says what holds without it", () => {
  it("has sRGB's primaries, and its curve as a formula or as a table", () => {
    expect(isSrgb(profile())).toBe(true);
    expect(isSrgb(withCurves(table(1_024, light)))).toBe(true);
    expect(isSrgb(withCurves(table(256, light)))).toBe(true);
  });

  it("has no other curve", () => {
    expect(isSrgb(withCurves(table(1_024, (code) => code ** 2.2)))).toBe(false);
    expect(isSrgb(withCurves(table(1, () => 1)))).toBe(false);
    expect(isSrgb(withCurves(table(2, light)))).toBe(false);
    expect(isSrgb(withCurves(formula(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.2)))).toBe(false);
    expect(isSrgb(profile({ ...usual, bTRC: table(256, (code) => code) }))).toBe(false);
  });

  it("has no other primaries: neither those of Display P3 nor none", () => {
    expect(isSrgb(profile({ ...usual, rXYZ: xyz(0.5151, 0.2412, -0.0011) }))).toBe(false);
    const { rXYZ: _, ...others } = usual;
    expect(isSrgb(profile(others))).toBe(false);
  });

  it("has no table that would go before them, and is about red, green and blue", () => {
    expect(isSrgb(profile({ ...usual, A2B0: tag("mft2") }))).toBe(false);
    expect(isSrgb(profile(usual, "CMYKXYZ "))).toBe(false);
    expect(isSrgb(profile(usual, "RGB Lab "))).toBe(false);
  });

  it("is whole, and what it says of its own size holds", () => {
    const whole = profile();
    for (let length = 0; length < whole.length; length += 1) expect(isSrgb(whole.subarray(0, length))).toBe(false);
    const endless = Buffer.from(whole);
    endless.writeUInt32BE(0xffff_ffff, 128);
    expect(isSrgb(endless)).toBe(false);
  });
});
