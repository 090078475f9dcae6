import { differenceFromMemory } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { openLocalStores } from "./open-local-stores.fixture.ts";

const seeds = Array.from({ length: 10 }, (_, seed) => 100 + seed);

describe("SQLite and files", { timeout: 300_000 }, () => {
  it.each(seeds)("do for 1,000 things that anybody may do what memory does (%i)", async (seed) => {
    expect(await differenceFromMemory(seed, 1_000, openLocalStores)).toBeUndefined();
  });
});
