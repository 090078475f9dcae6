import { describe, expect, it } from "vitest";
import { decodeBase64 } from "./decode-base64.ts";

describe(decodeBase64, () => {
  it("is what was encoded", () => {
    for (let length = 0; length < 300; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length) % 256);
      expect(decodeBase64(Buffer.from(bytes).toString("base64"))).toEqual(bytes);
    }
  });

  it("takes some megabytes", () => {
    const bytes = Buffer.alloc(6 * 2 ** 20, "tintype");
    expect(Buffer.compare(decodeBase64(bytes.toString("base64")) ?? new Uint8Array(), bytes)).toBe(0);
  });

  it.each([
    "QQ",
    "QQ=",
    "QR==",
    "QUJ=",
    "QUI",
    "Q===",
    "====",
    "=",
    " QQ==",
    "QQ==\n",
    "QUJD\nREVG",
    "Q_-=",
    "QQ==QQ==",
    "data:image/jpeg;base64,QQ==",
    "QUJD.",
    "\u{1f4f7}\u{1f4f7}",
  ])("takes %j for nothing", (text) => {
    expect(decodeBase64(text)).toBe(undefined);
  });
});
