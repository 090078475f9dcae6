import type { Photo } from "./photo.ts";

/** Everything that is known of a photo, for its owner to take along: without what only tells where we keep it. */
export function recordOf(photo: Photo): Omit<Photo, Ours> {
  const { owner, upload, original, timeline, dueAt, retries, receipt, renditions, copy, saved, ...known } = photo;
  return known;
}

type Ours =
  | "owner"
  | "upload"
  | "original"
  | "timeline"
  | "dueAt"
  | "retries"
  | "receipt"
  | "renditions"
  | "copy"
  | "saved";
