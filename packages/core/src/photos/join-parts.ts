import * as z from "zod";
import type { Ports } from "../ports/index.ts";
import type { MultipartPart } from "../ports/multipart-uploads.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { InvalidInput } from "../shared/errors.ts";
import { partLimits } from "../shared/part-limits.ts";
import type { Photo } from "./photo.ts";
import { UploadMissing } from "./photo-errors.ts";
import { expectedParts, missingParts, multipartOf } from "./upload-parts.ts";

/** A part as its sender remembers it; quotes around the ETag are none of it. */
export const SentPart = z.strictObject({
  number: z.int().positive().max(partLimits.most),
  etag: z
    .string()
    .max(200)
    .transform((etag) => etag.replaceAll('"', "")),
});

/**
 * Puts a photo together that was sent in parts, if all of them have arrived: `upload_missing` with their numbers if not.
 * Parts that its sender states have to be those: `invalid_input`. Nothing happens to what is put together already, and to
 * what was not sent in parts.
 */
export async function joinParts(
  ports: Pick<Ports, "multipart">,
  photo: Photo,
  stated: readonly MultipartPart[] | undefined,
  options?: CallOptions,
): Promise<void> {
  const upload = multipartOf(photo);
  const received = upload && (await ports.multipart.received(upload, options));
  if (upload === undefined || received === undefined) return;
  const missing = missingParts(photo, received).map(({ number }) => number);
  if (missing.length > 0) throw new UploadMissing(`${inWords(missing)} not arrived yet: send what is missing.`);
  const numbers = new Set(expectedParts(photo).map(({ number }) => number));
  const parts = received.filter(({ number }) => numbers.has(number));
  if (stated !== undefined) checkStated(stated, parts);
  await ports.multipart.complete(upload, parts, options);
}

function checkStated(stated: readonly MultipartPart[], parts: readonly MultipartPart[]): void {
  const wrong = parts.findIndex((part, index) => {
    const { number, etag } = stated[index] ?? { number: 0, etag: "" };
    return number !== part.number || etag !== part.etag;
  });
  const path = wrong === -1 ? "parts" : `parts.${wrong}`;
  if (wrong === -1 && stated.length === parts.length) return;
  throw new InvalidInput([{ path, code: "custom", message: `are not the ${parts.length} parts that have arrived` }]);
}

function inWords(numbers: readonly number[]): string {
  const [one, ...others] = numbers;
  if (others.length === 0) return `Part ${one} has`;
  if (numbers.length > 10) return `${numbers.length} parts, the first of them ${one}, have`;
  return `Parts ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)} have`;
}
