import { differenceFromMemory } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { openLocalStores } from "./open-local-stores.fixture.ts";

describe("SQLite and files", () => {
  it.each([11, 12, 13])("do for 500 things that anybody may do what memory does (%i)", async (seed) => {
    expect(await differenceFromMemory(seed, 500, openLocalStores)).toBeUndefined();
  });
});
