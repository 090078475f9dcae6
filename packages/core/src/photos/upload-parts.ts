import type { MultipartRef, ReceivedPart } from "../ports/multipart-uploads.ts";
import { partLimits } from "../shared/part-limits.ts";
import type { Photo } from "./photo.ts";

/** A part as it has to arrive. */
export interface ExpectedPart {
  readonly number: number;
  readonly bytes: number;
}

/** The store's upload that takes this photo's parts; `undefined` where it is not sent in parts. */
export const multipartOf = ({ upload: { key, parts } }: Pick<Photo, "upload">): MultipartRef | undefined =>
  parts && { key, uploadId: parts.uploadId };

/** The size of every part but the last: the usual one, unless that made more parts than there may be. */
export const partBytesFor = (bytes: number, usual: number): number =>
  Math.max(usual, Math.ceil(bytes / partLimits.most));

/** All parts of a photo that is sent in parts: one at the least, which may be empty. */
export function expectedParts({ bytes, upload: { parts } }: Pick<Photo, "bytes" | "upload">): readonly ExpectedPart[] {
  if (parts === undefined) return [];
  const count = Math.max(1, Math.ceil(bytes / parts.bytes));
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    bytes: Math.min(parts.bytes, bytes - index * parts.bytes),
  }));
}

/** Those that have not arrived, or with another size. */
export function missingParts(
  photo: Pick<Photo, "bytes" | "upload">,
  received: readonly ReceivedPart[],
): readonly ExpectedPart[] {
  const arrived = new Map(received.map(({ number, bytes }) => [number, bytes]));
  return expectedParts(photo).filter(({ number, bytes }) => arrived.get(number) !== bytes);
}
