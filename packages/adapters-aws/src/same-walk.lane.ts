import { differenceFromMemory, type OpenWalkedStores } from "@tintype/core/testing";
import * as vitest from "vitest";
import { noDynamo, openDynamoFixture } from "./dynamo/dynamo.fixture.ts";
import { laneRunner } from "./lane-runner.fixture.ts";
import { noS3, openS3Fixture } from "./s3/s3.fixture.ts";

const { describe, it, expect } = laneRunner(vitest, { missing: noDynamo ?? noS3 });

describe("DynamoDB and S3", () => {
  for (const seed of [21, 22, 23, 24, 25, 26]) {
    it(`do for 250 things that anybody may do what memory does (${seed})`, async () => {
      expect(await differenceFromMemory(seed, 250, openAwsStores)).toBe(undefined);
    });
  }
});

const openAwsStores: OpenWalkedStores = async (clock) => {
  const s3 = await openS3Fixture();
  const { accounts, photos, queue, ...dynamo } = await openDynamoFixture(clock);
  // DynamoDB Local's streams show a change some milliseconds after it was made: whoever finds nothing looks again.
  let looks = 0;
  return {
    ...dynamo,
    blobs: s3.blobs,
    accounts: {
      ...accounts,
      save: async (...call) => {
        await accounts.save(...call);
        looks = 25;
      },
    },
    photos: {
      ...photos,
      save: async (...call) => {
        await photos.save(...call);
        looks = 25;
      },
    },
    queue: {
      ...queue,
      take: async (...call) => {
        for (;;) {
          const taken = await queue.take(...call);
          if (taken.length > 0 || looks === 0) return taken;
          looks -= 1;
        }
      },
    },
    async [Symbol.asyncDispose]() {
      await dynamo[Symbol.asyncDispose]();
      await s3[Symbol.asyncDispose]();
    },
  };
};
