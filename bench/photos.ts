import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { makePhotos } from "./make-photos.ts";

/** JPEG photos to upload, no two of them of the same bytes. They lie in files, too. */
export interface Photos extends AsyncDisposable {
  readonly all: readonly { readonly path: string; readonly bytes: Buffer }[];
  /** Which they are, in words. */
  readonly words: string;
}

/** So many photos: real ones where there are any (`TINTYPE_PHOTOS`), else some that are made here. */
export async function openPhotos(count: number): Promise<Photos> {
  const real = realPhotos();
  const originals = real.length > 0 ? real : await makePhotos();
  const folder = await mkdtemp(join(tmpdir(), "tintype-photos-"));
  const all = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const bytes = withComment(originals[index % originals.length] ?? Buffer.alloc(0), `photo ${index}`);
      const path = join(folder, `${index}.jpg`);
      await writeFile(path, bytes);
      return { path, bytes };
    }),
  );
  const megabytes = Math.round(all.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6);
  const kind =
    real.length > 0 ? `${real.length} photos of real cameras, 8 to 50 megapixels` : "4 made photos of 24 megapixels";
  return {
    all,
    words: `${count} uploads (${megabytes} MB) of ${kind}, each with a comment of its own`,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A comment segment (ITU-T T.81 B.2.4.5) behind the start of the image: other bytes, the same picture. */
function withComment(jpeg: Buffer, comment: string): Buffer {
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xfffe, 0);
  segment.writeUInt16BE(comment.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, Buffer.from(comment, "latin1"), jpeg.subarray(2)]);
}

function realPhotos(): readonly Buffer[] {
  const folder = process.env["TINTYPE_PHOTOS"] ?? fileURLToPath(new URL("../../shared/photos", import.meta.url));
  if (!existsSync(folder)) return [];
  // p: as they came out of cameras; s: large ones.
  const names = readdirSync(folder).filter((name) => /^[ps]\d.*\.jpe?g$/.test(name));
  return names.map((name) => readFileSync(join(folder, name)));
}
