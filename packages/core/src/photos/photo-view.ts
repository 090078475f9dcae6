import * as z from "zod";
import { PhotoId, Sha256 } from "../shared/ids.ts";
import { Instant } from "../shared/instant.ts";
import { count, optionalPositive, optionalText, positive, text } from "../shared/leaves.ts";
import { Camera, CapturedAt, Failure, Location, VisibleState, Warning } from "./photo.ts";

/** A rendition with the address to fetch it from; the address needs no token and is the same all through a window. */
export const RenditionView = z.object({
  url: z.url(),
  width: positive,
  height: positive,
  contentType: text,
  /** Where it moves. */
  frames: z.int().min(2).optional(),
});
export type RenditionView = z.infer<typeof RenditionView>;

export const Renditions = z.record(text, RenditionView);
export type Renditions = z.infer<typeof Renditions>;

/** A photo as its owner sees it. What is not known or does not apply is left out. */
export const PhotoView = z.object({
  id: PhotoId,
  state: VisibleState,
  failure: Failure.optional(),
  warnings: z.array(Warning).readonly().optional(),
  fileName: text,
  title: optionalText,
  caption: optionalText,
  tags: z.array(text).readonly(),
  visibility: z.literal("private"),
  contentType: text,
  bytes: count,
  sha256: Sha256.optional(),
  width: optionalPositive,
  height: optionalPositive,
  capturedAt: CapturedAt.optional(),
  camera: Camera.optional(),
  location: Location.optional(),
  placeholder: optionalText,
  colour: optionalText,
  renditions: Renditions.optional(),
  createdAt: Instant,
  updatedAt: Instant,
  trashedAt: Instant.optional(),
  purgeAt: Instant.optional(),
  revision: positive,
});
export type PhotoView = z.infer<typeof PhotoView>;
