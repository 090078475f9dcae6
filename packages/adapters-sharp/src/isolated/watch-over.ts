import { ImageProcessorFailed } from "@tintype/core";
import type { ImagingChild } from "./start-child.ts";

export interface Bounds {
  /** Milliseconds that one part of a photo may take. */
  readonly timeoutMs: number;
  /** Bytes of memory that a child may occupy. */
  readonly maxRssBytes: number;
}

/**
 * Calls `onExcess`, once, when a working child has taken too long from now on, or too much memory. What it gives ends
 * that.
 */
export function watchOver(
  child: Pick<ImagingChild, "residentBytes">,
  { timeoutMs, maxRssBytes }: Bounds,
  onExcess: (error: ImageProcessorFailed) => void,
): () => void {
  let isOver = false;
  const stop = (): void => {
    isOver = true;
    clearTimeout(timeout);
    clearInterval(looking);
  };
  const exceed = (error: ImageProcessorFailed): void => {
    if (isOver) return;
    stop();
    onExcess(error);
  };
  const timeout = setTimeout(() => exceed(tookTooLong(timeoutMs)), timeoutMs);
  const look = async (): Promise<void> => {
    const bytes = await child.residentBytes();
    if (bytes !== undefined && bytes > maxRssBytes) exceed(tookTooMuch(maxRssBytes));
  };
  const looking = setInterval(() => void look(), msBetweenLooks);
  return stop;
}

/** A decoder fills some 100 MB in that time. */
const msBetweenLooks = 100;

const tookTooLong = (timeoutMs: number): ImageProcessorFailed =>
  new ImageProcessorFailed("image_timeout", `Developing this photo took more than ${timeoutMs / 1_000} seconds.`);

const tookTooMuch = (bytes: number): ImageProcessorFailed =>
  new ImageProcessorFailed(
    "image_crashed",
    `Developing this photo took more than ${Math.round(bytes / 2 ** 20)} MiB of memory.`,
  );
