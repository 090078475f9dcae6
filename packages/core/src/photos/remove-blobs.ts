import type { BlobArea } from "../ports/blob-store.ts";
import type { Ports } from "../ports/index.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";

const places: readonly (readonly [BlobArea, string])[] = [
  ["media", "p"],
  ["media", "c"],
  ["originals", "o"],
  ["incoming", "t"],
];

/** Removes every byte that was ever stored for this photo, whatever became of its record. Idempotent. */
export async function removeBlobsOf(ports: Pick<Ports, "blobs">, photo: PhotoId, options?: CallOptions): Promise<void> {
  for (const [area, letter] of places) {
    for await (const blob of ports.blobs.list(area, `${letter}/${photo}/`.toLowerCase(), options)) {
      await ports.blobs.remove(blob, options);
    }
  }
}
