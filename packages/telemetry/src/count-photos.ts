import type { Change, Photo, PhotoRepository } from "@tintype/core";
import type { Observer } from "./observer.ts";

/** The same repository. What its saves make of photos is counted: bytes that arrived, and photos that became ready or failed. */
export function countPhotos(photos: PhotoRepository, { meter }: Observer): PhotoRepository {
  const received = meter.createCounter("tintype.photo.received", {
    description: "Bytes of originals that arrived.",
    unit: "By",
  });
  const developed = meter.createCounter("tintype.photo.developed", {
    description: "Photos that are ready, or have failed and why.",
    unit: "{photo}",
  });
  return {
    ...photos,
    save: async (change, options) => {
      await photos.save(change, options);
      if (bringsBytes(change)) received.add(change.after.bytes);
      const outcome = endOf(change);
      if (outcome !== undefined) developed.add(1, { "tintype.outcome": outcome });
    },
  };
}

const bringsBytes = ({ before, after }: Change<Photo>): boolean =>
  after.upload.etag !== undefined && after.upload.etag !== before?.upload.etag;

/** How developing ended, where that is what the change says. Out of the trash it was not developed again. */
function endOf({ before, after }: Change<Photo>): string | undefined {
  if (before === undefined || before.state === after.state || before.state === "trashed") return undefined;
  if (after.state === "ready") return "ready";
  return after.state === "failed" ? after.failure?.code : undefined;
}
