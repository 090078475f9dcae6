import { openSameWalk, walkedAct, walks } from "@tintype/core/testing";
import * as fc from "fast-check";
import { openLocalStores } from "./open-local-stores.fixture.ts";

/** Takes that seed's walk over SQLite and files, beside memory. Throws where they differ, and the shortest way there. */
export async function walkTheSame(seed: number): Promise<void> {
  const walk = fc.commands([fc.noShrink(fc.nat()).map(walkedAct)], walks.constraints);
  const isSame = fc.asyncProperty(walk, async (acts) => {
    await using same = await openSameWalk(openLocalStores);
    await fc.asyncModelRun(() => same, acts);
    await same.end();
  });
  await fc.assert(isSame, { seed, numRuns: 1 });
}
