import { describe, expect, it } from "vitest";
import { letThemWrite } from "./many-writers.fixture.ts";

describe("32 writers in four processes", () => {
  it("make 50 changes each, and none of them hears of a lock", async () => {
    expect(await letThemWrite(50)).toEqual({ errors: "", saved: 32 * 50 });
  });
});
