import { describe, expect, it } from "vitest";
import { expectedParts, missingParts, partBytesFor } from "./upload-parts.ts";

const MiB = 2 ** 20;
const sentInParts = (bytes: number, partBytes = 5 * MiB) => ({
  bytes,
  upload: { key: "t/a/b", parts: { uploadId: "one", bytes: partBytes } } as never,
});
const sizes = (bytes: number) => expectedParts(sentInParts(bytes)).map((part) => part.bytes);

describe(expectedParts, () => {
  it("are as large as they are said to be, but for the last", () => {
    expect(sizes(12 * MiB)).toEqual([5 * MiB, 5 * MiB, 2 * MiB]);
    expect(sizes(10 * MiB)).toEqual([5 * MiB, 5 * MiB]);
    expect(sizes(10 * MiB + 1)).toEqual([5 * MiB, 5 * MiB, 1]);
    expect(sizes(1)).toEqual([1]);
  });

  it("are one, and empty, of nothing", () => {
    expect(expectedParts(sentInParts(0))).toEqual([{ number: 1, bytes: 0 }]);
  });

  it("are none of what is sent otherwise", () => {
    expect(expectedParts({ bytes: 3, upload: { key: "t/a/b" } as never })).toEqual([]);
  });
});

describe(missingParts, () => {
  it("are those that have not arrived, or not as they should", () => {
    const part = (number: number, bytes: number) => ({ number, bytes, etag: "e" });
    const missing = (...received: ReturnType<typeof part>[]) =>
      missingParts(sentInParts(12 * MiB), received).map(({ number }) => number);
    expect(missing()).toEqual([1, 2, 3]);
    expect(missing(part(2, 5 * MiB))).toEqual([1, 3]);
    expect(missing(part(1, 5 * MiB), part(2, 5 * MiB - 1), part(3, 2 * MiB), part(4, 1))).toEqual([2]);
  });
});

describe(partBytesFor, () => {
  it("is the usual size while ten thousand parts will do, and what Uppy reckons beyond", () => {
    expect(partBytesFor(50 * MiB, 5 * MiB)).toBe(5 * MiB);
    expect(partBytesFor(50_000 * MiB, 5 * MiB)).toBe(5 * MiB);
    const large = 100_000 * MiB + 1;
    expect(partBytesFor(large, 5 * MiB)).toBe(10 * MiB + 1);
    expect(expectedParts(sentInParts(large, partBytesFor(large, 5 * MiB))).length).toBeLessThanOrEqual(10_000);
  });
});
