import { describe, expect, it } from "vitest";
import { parseByteRange } from "./byte-range.ts";

describe("a Range header for 100 bytes", () => {
  it.each([
    ["bytes=0-0", { start: 0, end: 0 }],
    ["bytes=0-99", { start: 0, end: 99 }],
    ["bytes=0-100", { start: 0, end: 99 }],
    ["bytes=99-", { start: 99, end: 99 }],
    ["bytes=10-999999999999999", { start: 10, end: 99 }],
    ["bytes=-1", { start: 99, end: 99 }],
    ["bytes=-100", { start: 0, end: 99 }],
    ["bytes=-101", { start: 0, end: 99 }],
  ])("%s is honoured", (header, range) => {
    expect(parseByteRange(header, 100)).toEqual(range);
  });

  it.each(["bytes=100-", "bytes=100-100", "bytes=-0"])("%s lies outside", (header) => {
    expect(parseByteRange(header, 100)).toBe("unsatisfiable");
  });

  it.each([
    undefined,
    "",
    "bytes=-",
    "bytes=5-4",
    "bytes=0-1,3-4",
    "items=0-1",
    "Bytes=0-1 ",
    "bytes=0x1-2",
    "bytes=1e1-",
    "bytes= 0-1",
    "bytes=0-1\n",
    "bytes=9999999999999999-",
  ])("%j is ignored", (header) => {
    expect(parseByteRange(header, 100)).toBeUndefined();
  });

  it("finds nothing in an empty body", () => {
    expect(parseByteRange("bytes=0-", 0)).toBe("unsatisfiable");
    expect(parseByteRange("bytes=-5", 0)).toBe("unsatisfiable");
  });
});
