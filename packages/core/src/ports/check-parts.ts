import { partLimits } from "../shared/part-limits.ts";
import type { MultipartPart, ReceivedPart } from "./multipart-uploads.ts";
import { PartsRefused } from "./port-errors.ts";

/** Throws `parts_refused`, in words, unless an upload that has `received` these can be completed with those. */
export function checkParts(parts: readonly MultipartPart[], received: readonly ReceivedPart[]): void {
  if (parts.length === 0) throw new PartsRefused("An upload is completed with one part at least.");
  const known = new Map(received.map((part) => [part.number, part]));
  let previous = 0;
  for (const [index, { number, etag }] of parts.entries()) {
    if (number <= previous) throw new PartsRefused("Parts come in the order of their numbers, each once.");
    const part = known.get(number);
    if (part?.etag !== etag) throw new PartsRefused(`Part ${number} has not arrived with the ETag ${etag}.`);
    if (index < parts.length - 1 && part.bytes < partLimits.leastBytes) {
      throw new PartsRefused(`Part ${number} has ${part.bytes} bytes: all but the last have 5 MiB at least.`);
    }
    previous = number;
  }
}

/** Throws `parts_refused` for a number that no part can have. */
export function checkPartNumber(number: number): void {
  if (Number.isInteger(number) && number >= 1 && number <= partLimits.most) return;
  throw new PartsRefused(`Parts have numbers from 1 to ${partLimits.most}.`);
}
