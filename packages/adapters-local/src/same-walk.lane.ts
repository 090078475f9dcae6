import { walks } from "@tintype/core/testing";
import { describe, it } from "vitest";
import { walkTheSame } from "./same-walk.fixture.ts";

describe("SQLite and files", () => {
  it.each(walks.seeds)("do for whatever anybody does what memory does (%i)", (seed) => walkTheSame(seed));
});
