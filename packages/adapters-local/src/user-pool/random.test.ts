import { describe, expect, it } from "vitest";
import { randomCode, randomUuid } from "./random.ts";

const bytes = (...drawn: readonly string[]) => {
  const rest = drawn.map((hex) => Buffer.from(hex, "hex"));
  return () => rest.shift() ?? expect.unreachable("more was drawn than there is");
};

describe(randomCode, () => {
  it("has six digits, zeros in front included", () => {
    expect(randomCode(bytes("00000007"))).toBe("000007");
    expect(randomCode(bytes("000f423f"))).toBe("999999");
    expect(randomCode(bytes("000f4240"))).toBe("000000");
  });

  it("draws again where the remainder would favour some codes", () => {
    // 4,294,000,000 is the greatest multiple of a million below 2^32.
    expect(randomCode(bytes("fff13d7f"))).toBe("999999");
    expect(randomCode(bytes("fff13d80", "ffffffff", "00000001"))).toBe("000001");
  });
});

describe(randomUuid, () => {
  it("is of version 4 and variant 1, whatever was drawn", () => {
    expect(randomUuid(bytes("ff".repeat(16)))).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
    expect(randomUuid(bytes("00".repeat(16)))).toBe("00000000-0000-4000-8000-000000000000");
  });
});
