import { ImageProcessorFailed, ImageRefused, TintypeError } from "@tintype/core";
import { Refusal } from "./refusal.ts";

/** The port's own error for whatever developing a photo ended with. */
export function translateDevelopError(error: unknown): TintypeError {
  if (error instanceof TintypeError) return error;
  if (error instanceof Refusal) return new ImageRefused(error.reason, error.message, { cause: error.cause });
  return new ImageProcessorFailed("image_crashed", "This photo brought the image processor down.", { cause: error });
}
