import { damaged, Refusal } from "./refusal.ts";

/**
 * What an error of sharp over a file's bytes means. Its messages are libvips' and the codecs' own: they are kept as the
 * cause, never shown. An error that is not about the bytes (no memory left) comes back as it is.
 */
export function translateSharpError(error: unknown): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error;
  if (/out of memory|cannot allocate|unable to allocate|malloc/i.test(error.message)) return error;
  return damaged("This photo is damaged and cannot be read. Send it again, or another copy of it.", { cause: error });
}
