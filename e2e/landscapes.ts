import sharp from "sharp";
import { createRandom } from "./random.ts";

/** How a drawn photo is wrapped, and what its EXIF says. */
export interface Shot {
  readonly width?: number;
  readonly height?: number;
  readonly format?: "jpeg" | "png" | "webp" | "tiff" | "avif";
  /** Local time, as a camera writes it: `2026:07:04 18:30:00`. */
  readonly takenAt?: string;
  /** EXIF orientation, 1 to 8; pixels are left as they are. */
  readonly orientation?: number;
  /** Latitude north in whole degrees, so that a leak of the position can be seen. */
  readonly latitude?: number;
}

/** A photo that nobody took: hills under a sky, another one for each seed, the same bytes for the same words. */
export async function drawPhoto(seed: number, shot: Shot = {}): Promise<Uint8Array> {
  const { width = 1_200, height = 800, format = "jpeg", takenAt, orientation, latitude } = shot;
  const picture = sharp(Buffer.from(drawLandscape(seed, width, height))).removeAlpha();
  const taken = takenAt && { DateTimeOriginal: takenAt, OffsetTimeOriginal: "+02:00" };
  const place = latitude !== undefined && { GPSLatitude: `${latitude}/1 0/1 0/1`, GPSLatitudeRef: "N" };
  const far = latitude !== undefined && { GPSLongitude: "7/1 0/1 0/1", GPSLongitudeRef: "E" };
  const exif = { IFD0: { Make: "Tintype", Model: "Landscape" }, IFD2: { ...taken }, IFD3: { ...place, ...far } };
  return picture
    .withExif(exif)
    .withMetadata({ orientation: orientation ?? 1 })
    .toFormat(format, { quality: 88 })
    .toBuffer();
}

const skies = [
  ["#0b1d3a", "#3c5a86", "#f1b58a", "#ffe9c9"],
  ["#274472", "#5885af", "#c3e0e5", "#f6f6f0"],
  ["#2b1b3d", "#6d3b63", "#e07a5f", "#f8d9a0"],
  ["#103b3e", "#2f7f79", "#a9d6b8", "#f7f3d7"],
  ["#1f2a44", "#51557e", "#d6a2ad", "#fbe7dd"],
] as const;
const hills = ["#5b7083", "#3d5a5b", "#7a5a6b", "#4a6b4f", "#5c5470"] as const;

function drawLandscape(seed: number, width: number, height: number): string {
  const random = createRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const sky = pick(skies);
  const stops = sky.map((colour, index) => `<stop offset="${index / 3}" stop-color="${colour}"/>`).join("");
  const [sunX, sunY, sunR] = [(0.2 + 0.6 * random()) * width, (0.3 + 0.25 * random()) * height, height * 0.06];
  const hill = pick(hills);
  const ridges = [0, 1, 2, 3, 4].map((index) => {
    const outline = ridge(random, width, height, 0.55 + index * 0.1, 0.09 - index * 0.012);
    return `<path d="${outline}" fill="${hill}"/><path d="${outline}" fill="#0a0f14" opacity="${index * 0.17}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="sky" x2="0" y2="1">${stops}</linearGradient>
    <radialGradient id="glow"><stop offset="0" stop-color="#fff8e8" stop-opacity=".9"/><stop offset="1" stop-color="#fff8e8" stop-opacity="0"/></radialGradient></defs>
    <rect width="100%" height="100%" fill="url(#sky)"/>
    <circle cx="${sunX}" cy="${sunY}" r="${sunR * 4}" fill="url(#glow)"/><circle cx="${sunX}" cy="${sunY}" r="${sunR}" fill="#fff6df"/>
    ${ridges.join("")}</svg>`;
}

/** The outline of a hill: a few waves of chance, closed along the lower edge. */
function ridge(random: () => number, width: number, height: number, level: number, swing: number): string {
  const waves = [1, 2, 4, 8, 16].map((many) => ({ many, turn: random() * 7, size: swing / Math.sqrt(many) }));
  const points = Array.from({ length: 121 }, (_, index) => {
    const x = index / 120;
    const y = waves.reduce((sum, { many, turn, size }) => sum + size * Math.sin(x * many * 3.1 + turn), level);
    return `${(x * width).toFixed(1)},${(y * height).toFixed(1)}`;
  });
  return `M0,${height} L${points.join(" ")} L${width},${height} Z`;
}
