import { describe, it } from "vitest";
import { walkTheSame } from "./same-walk.fixture.ts";

describe("SQLite and files", () => {
  it("do for whatever anybody does what memory does", () => walkTheSame(1));
});
