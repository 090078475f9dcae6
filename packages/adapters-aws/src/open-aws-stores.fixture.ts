import type { DynamoDBStreamsClient, GetRecordsOutput } from "@aws-sdk/client-dynamodb-streams";
import type { OpenWalkedStores } from "@tintype/core/testing";
import { openDynamoFixture } from "./dynamo/dynamo.fixture.ts";
import { readStreamRecord } from "./dynamo/read-stream-record.ts";
import { openS3Fixture } from "./s3/s3.fixture.ts";

/** Tables and buckets of their own. Whoever takes events gets all that were saved before, as in memory. */
export const openAwsStores: OpenWalkedStores = async (clock) => {
  const [dynamo, s3] = await Promise.all([openDynamoFixture(clock), openS3Fixture()]);
  const { accounts, photos, queue, streams, ...others } = dynamo;
  const unread = watchStreams(streams);
  const noting = <Saved extends { readonly events: readonly { readonly id: string }[] }, Rest extends unknown[]>(
    save: (change: Saved, ...rest: Rest) => Promise<void>,
  ) => {
    return async (change: Saved, ...rest: Rest) => {
      await save(change, ...rest);
      for (const { id } of change.events) unread.add(id);
    };
  };
  return {
    ...others,
    blobs: s3.blobs,
    accounts: { ...accounts, save: noting(accounts.save) },
    photos: { ...photos, save: noting(photos.save) },
    queue: {
      ...queue,
      // DynamoDB Local's streams show a change some milliseconds after it was made.
      async take(lane, options) {
        while (unread.size > 0) await queue.take(lane, { ...options, limit: 0 });
        return queue.take(lane, options);
      },
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([dynamo[Symbol.asyncDispose](), s3[Symbol.asyncDispose]()]);
    },
  };
};

/** The events that nobody has read from the streams yet, for whoever saves to add to; without any, nobody has to ask. */
function watchStreams({ middlewareStack }: DynamoDBStreamsClient): Set<string> {
  const unread = new Set<string>();
  middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== "GetRecordsCommand") return next(args);
        if (unread.size === 0) {
          const { ShardIterator: NextShardIterator } = args.input as { readonly ShardIterator?: string };
          return { response: {}, output: { $metadata: {}, Records: [], NextShardIterator } };
        }
        const answer = await next(args);
        for (const record of (answer.output as GetRecordsOutput).Records ?? []) {
          for (const { id } of readStreamRecord(record)) unread.delete(id);
        }
        return answer;
      },
    { step: "initialize" },
  );
  return unread;
}
