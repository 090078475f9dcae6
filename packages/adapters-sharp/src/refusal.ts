import type { RefusalReason } from "@tintype/core";

/**
 * Why bytes do not make a photo, with a sentence for their owner. It is thrown where pictures are read, which may be
 * another process: `ImageRefused` is made of it on the caller's side, so that the core is never loaded in a child.
 */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "Refusal";
    this.reason = reason;
  }
}

export const unsupported = (message: string, options?: ErrorOptions): Refusal =>
  new Refusal("image_unsupported", message, options);

export const damaged = (message: string, options?: ErrorOptions): Refusal =>
  new Refusal("image_damaged", message, options);

export const tooLarge = (message: string): Refusal => new Refusal("image_too_large", message);
