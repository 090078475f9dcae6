import * as z from "zod";
import { PhotoId, Sha256 } from "../shared/ids.ts";
import { Instant } from "../shared/instant.ts";
import { Camera, CapturedAt, Failure, Location, VisibleState, Warning } from "./photo.ts";

/** A rendition with the address to fetch it from; the address needs no token and is the same all through a window. */
export const RenditionView = z.object({
  url: z.url(),
  width: z.int().positive(),
  height: z.int().positive(),
  contentType: z.string(),
  /** Where it moves. */
  frames: z.int().min(2).optional(),
});
export type RenditionView = z.infer<typeof RenditionView>;

export const Renditions = z.record(z.string(), RenditionView);
export type Renditions = z.infer<typeof Renditions>;

/** A photo as its owner sees it. What is not known or does not apply is left out. */
export const PhotoView = z.object({
  id: PhotoId,
  state: VisibleState,
  failure: Failure.optional(),
  warnings: z.array(Warning).readonly().optional(),
  fileName: z.string(),
  title: z.string().optional(),
  caption: z.string().optional(),
  tags: z.array(z.string()).readonly(),
  visibility: z.literal("private"),
  contentType: z.string(),
  bytes: z.int().nonnegative(),
  sha256: Sha256.optional(),
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  capturedAt: CapturedAt.optional(),
  camera: Camera.optional(),
  location: Location.optional(),
  placeholder: z.string().optional(),
  colour: z.string().optional(),
  renditions: Renditions.optional(),
  createdAt: Instant,
  updatedAt: Instant,
  trashedAt: Instant.optional(),
  purgeAt: Instant.optional(),
  revision: z.int().positive(),
});
export type PhotoView = z.infer<typeof PhotoView>;
