import { openSameWalk, walkedAct, walks } from "@tintype/core/testing";
import * as fc from "fast-check";
import * as vitest from "vitest";
import { noDynamo } from "./dynamo/dynamo.fixture.ts";
import { laneRunner } from "./lane-runner.fixture.ts";
import { openAwsStores } from "./open-aws-stores.fixture.ts";
import { noS3 } from "./s3/s3.fixture.ts";

const { describe, it } = laneRunner(vitest, { missing: noDynamo ?? noS3 });

describe("DynamoDB and S3", () => {
  for (const seed of walks.seeds) {
    it(`do for whatever anybody does what memory does (${seed})`, async () => {
      const walk = fc.commands([fc.noShrink(fc.nat()).map(walkedAct)], walks.constraints);
      const isSame = fc.asyncProperty(walk, async (acts) => {
        await using same = await openSameWalk(openAwsStores);
        await fc.asyncModelRun(() => same, acts);
        await same.end();
      });
      // Within the test's time: what was found by then is told, as short as it is by then.
      const inTime = { interruptAfterTimeLimit: 220_000, markInterruptAsFailure: true };
      await fc.assert(isSame, { seed, numRuns: 1, ...inTime });
    });
  }
});
