/**
 * Whether a profile says of 8-bit pixels what would hold without it: that they are sRGB. So do those that most cameras and
 * programs write, of which there are many: they are told by their numbers (ICC.1:2022, 7 and 8.3), not by their names.
 */
export function isSrgb(icc: Buffer): boolean {
  try {
    const tags = tagsOf(icc);
    const isPlain = icc.toString("latin1", 16, 24) === "RGB XYZ " && !tables.some((table) => tags.has(table));
    return (
      isPlain &&
      Object.entries(primaries).every(([name, xyz]) => isNear(xyzIn(tags.get(name)), xyz)) &&
      curves.every((name) => keepsEveryCode(curveIn(tags.get(name))))
    );
  } catch {
    // It ends too early, or has something else in place of what is looked for.
    return false;
  }
}

/** These go before primaries and curves. */
const tables = ["A2B0", "A2B1", "A2B2", "D2B0", "D2B1", "D2B2", "D2B3"];

/** Of IEC 61966-2-1, adapted to D50. */
const primaries = {
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
};

const curves = ["rTRC", "gTRC", "bTRC"];

/** The tag table, 7.3. */
function tagsOf(icc: Buffer): ReadonlyMap<string, Buffer> {
  const count = icc.readUInt32BE(128);
  if (count > mostTags) throw new RangeError("No profile has so many tags.");
  const entries = Array.from({ length: count }, (_, index) => icc.subarray(132 + index * 12, 144 + index * 12));
  return new Map(
    entries.map((entry) => {
      const offset = entry.readUInt32BE(4);
      return [entry.toString("latin1", 0, 4), icc.subarray(offset, offset + entry.readUInt32BE(8))];
    }),
  );
}

const mostTags = 100;

/** Three numbers, 10.31. */
function xyzIn(tag: Buffer | undefined): readonly number[] {
  if (tag?.toString("latin1", 0, 4) !== "XYZ ") return [];
  return [8, 12, 16].map((at) => fixedAt(tag, at));
}

const isNear = (xyz: readonly number[], wanted: readonly number[]): boolean =>
  wanted.every((value, index) => Math.abs((xyz[index] ?? Number.NaN) - value) < 0.0005);

/** The light of a code, both from 0 to 1: a table (10.6) or the formula that sRGB has (10.18, function type 3). */
function curveIn(tag: Buffer | undefined): (code: number) => number {
  if (tag === undefined) return () => Number.NaN;
  const type = tag.toString("latin1", 0, 4);
  if (type === "curv") {
    const last = tag.readUInt32BE(8) - 1;
    if (last < 1) return () => Number.NaN;
    const at = (index: number) => tag.readUInt16BE(12 + index * 2) / 65_535;
    return (code) => {
      const below = Math.min(Math.floor(code * last), last - 1);
      return at(below) + (at(below + 1) - at(below)) * (code * last - below);
    };
  }
  if (type !== "para" || tag.readUInt16BE(8) !== 3) return () => Number.NaN;
  const [g = 0, a = 0, b = 0, c = 0, d = 0] = [12, 16, 20, 24, 28].map((at) => fixedAt(tag, at));
  return (code) => (code >= d ? (a * code + b) ** g : c * code);
}

/** By sRGB's own curve each code comes back as itself. */
const keepsEveryCode = (light: (code: number) => number): boolean =>
  codes.every((code) => Math.abs(encoded(light(code / 255)) * 255 - code) < 0.5);

const codes = Array.from({ length: 256 }, (_, code) => code);
const encoded = (light: number): number => (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);

const fixedAt = (tag: Buffer, at: number): number => tag.readInt32BE(at) / 65_536;
