import { type ImageProcessor, ImageProcessorFailed } from "@tintype/core";

export interface TimeLimitOptions {
  /** Milliseconds that one photo may take. */
  readonly limit: number;
  /** Makes signals that abort in so many milliseconds: Node's, unless told. */
  readonly after?: (milliseconds: number) => AbortSignal;
}

/** The same processor, which gives up on photos that take too long, as the isolated one does (`image_timeout`). */
export const withTimeLimit = (
  images: ImageProcessor,
  { limit, after = AbortSignal.timeout }: TimeLimitOptions,
): ImageProcessor => ({
  async *develop(original, plan, options) {
    const tooLong = after(limit);
    const signal = options?.signal === undefined ? tooLong : AbortSignal.any([options.signal, tooLong]);
    try {
      yield* images.develop(original, plan, { ...options, signal });
    } catch (error) {
      if (!tooLong.aborted || options?.signal?.aborted === true) throw error;
      throw new ImageProcessorFailed("image_timeout", "Developing this photo took too long.", { cause: error });
    }
  },
});
