import { describe, expect, it } from "vitest";
import { createChecksum } from "./checksums.ts";

describe(createChecksum, () => {
  // What each algorithm makes of `123456789`: reveng.sourceforge.io/crc-catalogue, and RFC 3174 and 6234 for the rest.
  it.for([
    ["crc32", "cbf43926"],
    ["crc32c", "e3069283"],
    ["crc64nvme", "ae8b14860a799888"],
    ["sha1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441"],
    ["sha256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"],
  ] as const)("counts a %s as everybody does, in however many pieces", async ([algorithm, expected]) => {
    for (const pieces of [["123456789"], ["1", "2345678", "", "9"]]) {
      const checksum = createChecksum(algorithm);
      for (const piece of pieces) checksum?.update(Buffer.from(piece));
      expect(Buffer.from((await checksum?.digest()) ?? "", "base64").toString("hex")).toBe(expected);
    }
  });

  it("knows no others", () => {
    for (const name of ["", "md4", "crc16", "constructor", "__proto__", "SHA256"])
      expect(createChecksum(name)).toBe(undefined);
  });
});
