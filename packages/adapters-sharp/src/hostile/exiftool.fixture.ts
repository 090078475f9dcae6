import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether exiftool can be had (exiftool.org; Debian: libimage-exiftool-perl), which knows nothing of our code. */
export const haveExiftool = await run("exiftool", ["-ver"]).then(
  () => true,
  () => false,
);
export const whyNoExiftool = "there is no exiftool here (Debian: libimage-exiftool-perl)";

/** What exiftool finds in each of the files beside what every picture has, as `GROUP:TAG`; files without any are left out. */
export async function metadataFound(
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Record<string, readonly string[]>> {
  const folder = await mkdtemp(join(tmpdir(), "tintype-exiftool-"));
  try {
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
    // Everything, unknown tags and embedded documents included.
    const options = ["-json", "-G1", "-a", "-U", "-ee", "-ext", "*", folder];
    const { stdout } = await run("exiftool", options, { maxBuffer: 2 ** 28 });
    const found: readonly Readonly<Record<string, unknown>>[] = JSON.parse(stdout);
    if (found.length !== files.size) throw new Error(`exiftool looked at ${found.length} of ${files.size} files.`);
    const told = found.map(({ SourceFile, ...tags }) => [
      String(SourceFile).slice(folder.length + 1),
      Object.keys(tags).filter((tag) => !harmless.test(tag)),
    ]);
    return Object.fromEntries(told.filter(([, tags]) => tags?.length !== 0));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** About the file system, exiftool itself, and how the picture is coded: width, height, depth, frames. */
const harmless =
  /^(?:System:.*|ExifTool:(?:ExifToolVersion|FileSequence|ProcessingTime|Now|NewGUID)|File:(?:FileType|FileTypeExtension|MIMEType|ImageWidth|ImageHeight|EncodingProcess|BitsPerSample|ColorComponents|YCbCrSubSampling|ImageDataHash|ImageDataMD5|BaseFileName|FilePath)|JFIF:(?:JFIFVersion|ResolutionUnit|XResolution|YResolution)|RIFF:(?:WebP_Flags|ImageWidth|ImageHeight|AlphaIsUsed|HorizontalScale|VerticalScale|VP8Version|BackgroundColor|AnimationLoopCount|FrameCount|Duration|AlphaPreprocessing|AlphaFiltering|AlphaCompression)|PNG:(?:ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace)|PNG-pHYs:(?:PixelsPerUnitX|PixelsPerUnitY|PixelUnits)|Composite:(?:ImageSize|Megapixels))$/;
