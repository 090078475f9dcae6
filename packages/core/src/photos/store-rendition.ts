import type { DevelopedRendition } from "../ports/image-processor.ts";
import type { Ports } from "../ports/index.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { Rendition } from "./photo.ts";

/** Puts the bytes of a rendition into `media`, in place of what lies there. */
export async function storeRendition(
  { blobs }: Pick<Ports, "blobs">,
  key: string,
  { contentType, width, height, frames, body }: DevelopedRendition,
  { signal }: CallOptions,
): Promise<Rendition> {
  const bytes = body.byteLength;
  await blobs.put({ area: "media", key }, body, { bytes, signal });
  return { key, width, height, bytes, contentType, ...(frames > 1 && { frames }) };
}

/** What its key ends with; the content type is read off that again. */
export const extensionOf = ({ contentType }: DevelopedRendition): string =>
  contentType === "image/webp" ? "webp" : contentType === "image/png" ? "png" : "jpg";
