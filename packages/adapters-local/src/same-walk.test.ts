import { openSameWalk, walkedAct, walks } from "@tintype/core/testing";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { openLocalStores } from "./open-local-stores.fixture.ts";

describe("SQLite and files", () => {
  it.each(walks.seeds)("do for whatever anybody does what memory does (%i)", async (seed) => {
    const walk = fc.commands([fc.noShrink(fc.nat()).map(walkedAct)], walks.constraints);
    const isSame = fc.asyncProperty(walk, async (acts) => {
      await using same = await openSameWalk(openLocalStores);
      await fc.asyncModelRun(() => same, acts);
      await same.end();
    });
    await fc.assert(isSame, { seed, numRuns: 1 });
  });
});
