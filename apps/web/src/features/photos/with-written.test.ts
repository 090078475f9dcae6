import { describe, expect, it } from "vitest";
import { withWritten } from "./with-written.ts";

describe(withWritten, () => {
  it("adds what is written, none of it twice, and nothing of what is not", () => {
    expect(withWritten(["sea"], " holiday,sea , ,far away,holiday")).toEqual(["sea", "holiday", "far away"]);
    expect(withWritten(["sea"], "")).toEqual(["sea"]);
  });
});
