import { link, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Photo, type UserId } from "@tintype/core";
import sharp from "sharp";
import { makeLibrary, seedLibrary } from "../library.ts";

/** Width and height of what cameras and phones make. */
const shapes = [
  [4_000, 3_000],
  [3_000, 4_000],
  [6_000, 4_000],
  [4_000, 6_000],
  [1_920, 1_080],
  [3_000, 3_000],
] as const;
const sizes = { thumb: 480, medium: 1_280 } as const;
const HOURS_APART = 7;

/**
 * Gives the user so many photos of eight years in six shapes, each with a placeholder, addresses and files of its own; the
 * bytes behind the files of a shape are the same.
 */
export async function seedAlbum(dataFolder: string, owner: UserId, count: number): Promise<void> {
  const media = join(dataFolder, "blobs/media");
  const sources = await drawSources(join(media, "source"));
  const photos: Photo[] = [];
  for (const [number, photo] of [...makeLibrary(owner, count)].entries()) {
    const [width, height] = shapes[(number * 7 + (number >> 3)) % shapes.length] ?? shapes[0];
    const local = new Date(Date.UTC(2018, 0, 1) + number * HOURS_APART * 3_600_000).toISOString().slice(0, 23);
    const { thumb, medium } = photo.renditions ?? {};
    if (thumb === undefined || medium === undefined) continue;
    const shown = {
      thumb: { ...thumb, ...fitted(width, height, "thumb") },
      medium: { ...medium, ...fitted(width, height, "medium") },
    };
    const capturedAt = { local, offset: "+09:00", source: "original" };
    const placeholder = placeholderOf(number);
    photos.push(Photo.parse({ ...photo, width, height, capturedAt, timeline: local, placeholder, renditions: shown }));
    for (const name of ["thumb", "medium"] as const) {
      const path = join(media, shown[name].key);
      await mkdir(dirname(path), { recursive: true });
      await link(sources(width, height, name), path);
    }
  }
  await seedLibrary(dataFolder, photos);
}

function fitted(width: number, height: number, name: keyof typeof sizes): { width: number; height: number } {
  const scale = sizes[name] / Math.max(width, height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** Another thumbhash for every photo, so that each has to be drawn. */
function placeholderOf(number: number): string {
  const bytes = Buffer.from("1QcSHQRnh493V4dIh4eXh1h4kJUI", "base64");
  for (let byte = 0; byte < 4; byte += 1) bytes[8 + byte] = (number >> (byte * 4)) & 0xff;
  return bytes.toString("base64");
}

async function drawSources(folder: string): Promise<(width: number, height: number, name: string) => string> {
  await mkdir(folder, { recursive: true });
  const pathOf = (width: number, height: number, name: string) => join(folder, `${width}x${height}-${name}.webp`);
  for (const [width, height] of shapes) {
    const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
    const grain = await sharp({ create: { width: 24, height: 24, channels: 3, background: "#888", noise } })
      .png()
      .toBuffer();
    for (const name of ["thumb", "medium"] as const) {
      const size = fitted(width, height, name);
      const picture = sharp(grain).resize(size.width, size.height, { fit: "fill", kernel: "cubic" });
      await writeFile(pathOf(width, height, name), await picture.webp({ quality: 80 }).toBuffer());
    }
  }
  return pathOf;
}
