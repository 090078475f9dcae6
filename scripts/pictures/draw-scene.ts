import sharp from "sharp";
import { drawPhoto, type Shot } from "../../e2e/landscapes.ts";
import { createRandom } from "../../e2e/random.ts";

type Random = () => number;
type Size = { readonly width: number; readonly height: number };

const scenes = [sea, mist, night, town, blossoms];

/** A photo that nobody took, of one of six kinds: hills, a sea, a wood in the mist, stars, a town in the evening, blossoms. */
export async function drawScene(seed: number, shot: Shot & Size): Promise<Uint8Array> {
  const scene = scenes[(seed * 3) % (scenes.length + 2)];
  if (scene === undefined) return drawPhoto(seed, shot);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${shot.width}" height="${shot.height}">
    ${scene(createRandom(seed + 1), shot)}</svg>`;
  const taken = { DateTimeOriginal: shot.takenAt ?? "", OffsetTimeOriginal: "+02:00" };
  const camera = { FNumber: "28/10", ExposureTime: "1/250", ISOSpeedRatings: "200", FocalLength: "35/1" };
  return sharp(Buffer.from(svg))
    .removeAlpha()
    .withExif({ IFD0: { Make: "Tintype", Model: "Landscape" }, IFD2: { ...taken, ...camera } })
    .jpeg({ quality: 88 })
    .toBuffer();
}

const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
const many = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join("");
const sky = (colours: readonly string[]): string =>
  `<defs><linearGradient id="sky" x2="0" y2="1">${colours
    .map((colour, index) => `<stop offset="${index / (colours.length - 1)}" stop-color="${colour}"/>`)
    .join("")}</linearGradient></defs><rect width="100%" height="100%" fill="url(#sky)"/>`;
/** Clouds: noise that is stretched along the horizon, white where there is much of it. */
const clouds = (seed: number, colour: string, height: number): string => {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  return `<filter id="clouds" x="0" y="0" width="1" height="1">
    <feTurbulence type="fractalNoise" baseFrequency=".0022 .008" numOctaves="4" seed="${seed}"/>
    <feColorMatrix values="0 0 0 0 ${red} 0 0 0 0 ${green} 0 0 0 0 ${blue} 3.2 0 0 0 -1.45"/></filter>
    <rect width="100%" height="${height}" filter="url(#clouds)" opacity=".85"/>`;
};

function sea(random: Random, { width, height }: Size): string {
  const [top, low, light, deep] = pick(random, [
    ["#3f7fb5", "#cfe6f1", "#ffffff", "#1d4f6b"],
    ["#34426b", "#f2b48c", "#ffe3c2", "#2b3553"],
    ["#5a9bb0", "#f3ead2", "#fffaf0", "#1f6670"],
  ] as const);
  const horizon = height * (0.42 + 0.2 * random());
  const waves = many(150, () => {
    const near = random() ** 2;
    const [y, length] = [horizon + near * (height - horizon), width * (0.02 + 0.2 * near * random())];
    const x = random() * width;
    return `<path d="M${x - length},${y} q${length},${-3 - 14 * near} ${2 * length},0 q${-length},${2 + 7 * near} ${-2 * length},0" fill="${light}" opacity="${0.08 + 0.16 * random()}"/>`;
  });
  return `${sky([top, low, low])}${clouds(Math.floor(random() * 99), light, horizon)}
    <linearGradient id="deep" x2="0" y2="1"><stop stop-color="${low}" stop-opacity=".55"/><stop offset=".5" stop-color="${deep}" stop-opacity=".2"/></linearGradient>
    <rect y="${horizon}" width="100%" height="100%" fill="${deep}"/><rect y="${horizon}" width="100%" height="${height - horizon}" fill="url(#deep)"/>${waves}`;
}

function mist(random: Random, { width, height }: Size): string {
  const [air, tree] = pick(random, [
    ["#dfe7e4", "#23382f"],
    ["#e9e2d6", "#38342b"],
    ["#cfdbe6", "#1f3040"],
  ] as const);
  const rows = many(6, (row) => {
    const [foot, tall] = [height * (0.42 + row * 0.13), height * (0.16 + row * 0.075)];
    const firs = many(26 - row * 3, () => {
      const [x, size] = [random() * width, tall * (0.6 + 0.6 * random())];
      const boughs = many(5, (at) => {
        const [y, half] = [foot - size * (1 - at * 0.2), size * (0.06 + at * 0.045)];
        return `<path d="M${x},${y} L${x + half},${y + size * 0.34} L${x - half},${y + size * 0.34} Z"/>`;
      });
      return boughs;
    });
    return `<g fill="${tree}" opacity="${0.12 + row * 0.16}">${firs}<rect y="${foot}" width="100%" height="100%"/></g>
      <rect y="${foot - tall * 0.4}" width="100%" height="${tall}" fill="url(#haze)"/>`;
  });
  return `${sky([air, "#f7f5ef", air])}<linearGradient id="haze" x2="0" y2="1"><stop stop-color="${air}" stop-opacity="0"/>
    <stop offset=".6" stop-color="${air}" stop-opacity=".5"/><stop offset="1" stop-color="${air}" stop-opacity="0"/></linearGradient>${rows}`;
}

function night(random: Random, { width, height }: Size): string {
  const glow = pick(random, ["#7fd0b0", "#c78fd6", "#f0b27a"]);
  const stars = many(520, () => {
    const size = 0.4 + 1.5 * random() ** 4;
    return `<circle cx="${random() * width}" cy="${random() * height * 0.8}" r="${size}" fill="#fff" opacity="${0.3 + 0.7 * random()}"/>`;
  });
  const peaks = many(
    17,
    (at) => `L${(at / 16) * width},${height * (0.7 + (at % 2 ? -0.13 : 0.05) * (0.4 + random()))} `,
  );
  return `${sky(["#050b1c", "#10244a", "#26466b", glow])}${clouds(Math.floor(random() * 99), glow, height)}
    <rect width="100%" height="100%" fill="#060d20" opacity=".45"/>${stars}
    <path d="M0,${height} ${peaks}L${width},${height} Z" fill="#04070d"/>`;
}

function town(random: Random, { width, height }: Size): string {
  const colours = pick(random, [
    ["#26315c", "#8d5a86", "#f2a179", "#ffd9a8"],
    ["#1a2238", "#38507a", "#7f95b5", "#e8c9a8"],
  ] as const);
  const rows = many(3, (row) => {
    const houses = many(22, (at) => {
      const [wide, tall] = [width / 18, height * (0.12 + row * 0.04 + 0.26 * random())];
      const [x, y] = [(at - 1) * (width / 20) + random() * 12, height * (0.72 + row * 0.11) - tall];
      const panes = many(row === 0 ? 0 : 14, () =>
        random() < 0.5
          ? ""
          : `<rect x="${x + (0.15 + 0.2 * Math.floor(random() * 4)) * wide}" y="${y + 14 + Math.floor(random() * 12) * 22}" width="${wide * 0.1}" height="11" fill="#ffd98a" opacity=".9"/>`,
      );
      return `<rect x="${x}" y="${y}" width="${wide}" height="${height}" fill="${["#4a4668", "#2c2c49", "#161829"][row]}"/>${panes}`;
    });
    return houses;
  });
  return `${sky(colours)}${clouds(Math.floor(random() * 99), colours[3], height * 0.6)}${rows}`;
}

function blossoms(random: Random, { width, height }: Size): string {
  const [ground, far, petal] = pick(random, [
    ["#35512f", "#8fb070", "#f7d6e0"],
    ["#5b3a2a", "#c98b5a", "#ffe08a"],
    ["#26424a", "#7fb0a8", "#ffffff"],
  ] as const);
  const blurred = many(46, () => {
    const size = width * (0.015 + 0.06 * random());
    return `<circle cx="${random() * width}" cy="${random() * height}" r="${size}" fill="${random() < 0.6 ? far : petal}" opacity="${0.08 + 0.25 * random()}"/>`;
  });
  const flowers = many(7, () => {
    const [x, y, size] = [random() * width, height * (0.25 + 0.6 * random()), width * (0.03 + 0.05 * random())];
    const petals = many(
      8,
      (at) =>
        `<ellipse cy="${-size * 0.75}" rx="${size * 0.36}" ry="${size * 0.8}" transform="rotate(${at * 45})" fill="${petal}" opacity=".93" stroke="${ground}" stroke-opacity=".12"/>`,
    );
    return `<path d="M${x},${y} q${size * 0.4},${size * 2} ${size * 0.1},${height}" fill="none" stroke="${ground}" stroke-width="${size * 0.12}"/>
      <g transform="translate(${x} ${y}) rotate(${random() * 45}) scale(1 ${0.65 + 0.35 * random()})">${petals}<circle r="${size * 0.38}" fill="#e3a12f"/><circle r="${size * 0.22}" fill="#a8661c"/></g>`;
  });
  return `${sky([far, ground, ground])}<filter id="far"><feGaussianBlur stdDeviation="${width / 110}"/></filter><g filter="url(#far)">${blurred}</g>${flowers}`;
}
