import type { DevelopedRendition, DevelopmentStep, Inspected } from "../ports/image-processor.ts";
import type { Ports } from "../ports/index.ts";
import { BlobChanged } from "../ports/port-errors.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { captureTime } from "./capture-time.ts";
import type { ImageFormat, Photo, Rendition, Warning } from "./photo.ts";
import type { Development } from "./photo-development.ts";
import { StatedHashMismatch } from "./photo-errors.ts";
import { renditionKey } from "./photo-keys.ts";
import { extensionOf, storeRendition } from "./store-rendition.ts";

export interface DevelopedBytes {
  readonly development: Development;
  /** Of the original's key. */
  readonly extension: string;
}

/**
 * Has the image processor develop exactly the bytes that were confirmed, and stores every rendition as it comes.
 * `onPreview` is waited for once, when the first rendition and the placeholder are there. Nothing of bytes that are not
 * what their owner stated is ever stored.
 */
export async function developBytes(
  ports: Pick<Ports, "settings" | "blobs" | "images">,
  photo: Photo,
  onPreview: (development: Development) => Promise<void>,
  options: CallOptions,
): Promise<DevelopedBytes> {
  const { etag, key } = photo.upload;
  const blob = await ports.blobs.open({ area: "incoming", key }, { etag, signal: options.signal });
  if (blob === undefined) throw new BlobChanged();
  const { original, renditions } = ports.settings;
  const plan = { renditions, limits: original };

  let development: Development | undefined;
  let extension = "";
  for await (const step of ports.images.develop(blob.body, plan, options)) {
    development = await take(step, development);
  }
  if (development === undefined) throw new RangeError("The image processor did not say what it found.");
  return { development, extension };

  async function take(step: DevelopmentStep, soFar: Development | undefined): Promise<Development> {
    if (step.kind === "inspected") {
      if (photo.statedSha256 !== undefined && photo.statedSha256 !== step.sha256) throw new StatedHashMismatch();
      extension = extensions[step.format];
      return describe(step);
    }
    if (soFar === undefined) throw new RangeError("The image processor did not inspect the bytes first.");
    if (step.kind === "rendition") {
      return { ...soFar, renditions: { ...soFar.renditions, [step.name]: await store(step) } };
    }
    if (step.kind === "preview") {
      const shown = { ...soFar, placeholder: step.placeholder, colour: step.colour };
      await onPreview(shown);
      return shown;
    }
    return withWarnings(soFar, step.warnings);
  }

  async function store(rendition: DevelopedRendition): Promise<Rendition> {
    const key = renditionKey(photo.id, photo.upload.id, rendition.name, extensionOf(rendition));
    return storeRendition(ports, key, rendition, options);
  }
}

const extensions: Record<ImageFormat, string> = {
  jpeg: "jpg",
  png: "png",
  webp: "webp",
  avif: "avif",
  gif: "gif",
  tiff: "tiff",
  heic: "heic",
};

function describe({ kind, times, ...found }: Inspected): Development {
  const capturedAt = captureTime(times);
  return capturedAt === undefined ? found : { ...found, capturedAt };
}

const withWarnings = (development: Development, warnings: readonly Warning[]): Development =>
  warnings.length === 0 ? development : { ...development, warnings };
