import { instantFromMillis } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { base32, stepsAt, stepsOf, totpCode } from "./totp.ts";

/** The secret of the vectors in RFC 6238, appendix B. */
const secret = Buffer.from("12345678901234567890");

describe("a code of an authenticator", () => {
  it.each([
    [59, "94287082"],
    [1_111_111_109, "07081804"],
    [1_111_111_111, "14050471"],
    [1_234_567_890, "89005924"],
    [2_000_000_000, "69279037"],
    [20_000_000_000, "65353130"],
  ])("after %d seconds is what RFC 6238 says", (second, eight) => {
    expect(totpCode(secret, Math.floor(second / 30))).toBe(eight.slice(2));
  });

  it("is of the step before, of now or of the next", () => {
    const steps = stepsAt(instantFromMillis(1_234_567_890_000));
    expect(steps).toEqual([41_152_262, 41_152_263, 41_152_264]);
    expect(steps.map((step) => stepsOf(secret, totpCode(secret, step), steps))).toEqual(steps.map((step) => [step]));
    for (const step of [41_152_261, 41_152_265]) expect(stepsOf(secret, totpCode(secret, step), steps)).toEqual([]);
  });

  it.each([[""], ["00592"], ["0059240"], ["００５９２４"]])("is not %j", (code) => {
    expect(stepsOf(secret, code, stepsAt(instantFromMillis(1_234_567_890_000)))).toEqual([]);
  });
});

it("writes secrets in the base32 of RFC 4648", () => {
  expect(base32(Buffer.from("fooba"))).toBe("MZXW6YTB");
  expect(base32(secret)).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
});
