import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { type EventQueue, millisOf, Unavailable } from "@tintype/core";
import { type Dynamo, type DynamoOptions, openDynamo, type Sending } from "./dynamo.ts";
import { createEventLanes } from "./event-lanes.ts";
import { followStream, type StreamFollower } from "./follow-stream.ts";
import { buriedKey, progressKey } from "./keys.ts";
import { readItem } from "./read-item.ts";
import { readStreamRecord } from "./read-stream-record.ts";
import { createShardProgress, type ShardProgress } from "./shard-progress.ts";

export interface DynamoStreamEventQueueOptions extends DynamoOptions {
  readonly streams: DynamoDBStreamsClient;
  /** Milliseconds from one look at the streams to the next; 500 where it is not given (a shard gives five a second). */
  readonly pollEvery?: number;
}

/** No more is read from the streams while so many events are on the lanes. */
const MOST_ON_LANES = 10_000;

interface Followed {
  readonly arn: string;
  readonly follower: StreamFollower;
  readonly progress: Map<string, ShardProgress>;
}

/**
 * Follows the streams of both tables and hands out what they carry to one process: for tests, tools and small
 * installations (larger ones let Lambda read the streams into SQS). How far each shard has been worked off is kept in
 * the core table, so that a restart goes on there; what was handed out and not finished comes again. Events that nobody
 * read for 24 hours are gone from the streams, and left to the reconciler. Buried events are kept in the core table, and
 * with them what a newer version has written that this one does not know: nothing else waits for it.
 */
export function createDynamoStreamEventQueue(options: DynamoStreamEventQueueOptions): EventQueue {
  const { client, streams, clock, ids, pollEvery = 500 } = options;
  const dynamo = openDynamo(options);
  const lanes = createEventLanes(clock, ids);
  const tables = Object.values(dynamo.tables);
  /** What has been read, is no event that we know, and is not buried yet. */
  const strange: unknown[] = [];
  let followed: Promise<readonly Followed[]> | undefined;
  let reading: Promise<void> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  async function follow(table: string, sending: Sending): Promise<Followed> {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }), sending);
    const arn = Table?.LatestStreamArn;
    if (arn === undefined) throw new Unavailable(`The table ${table} has no stream.`);
    const progress = new Map<string, ShardProgress>();
    const follower = followStream(streams, arn, async (shard) => {
      const start = await readProgress(dynamo, arn, shard);
      progress.set(shard, createShardProgress(start));
      return start;
    });
    return { arn, follower, progress };
  }

  async function readOn(): Promise<void> {
    await dynamo.attempt(async (sending) => {
      followed ??= Promise.all(tables.map((table) => follow(table, sending)));
      followed.catch(() => {
        followed = undefined;
      });
      for (const { arn, follower, progress } of await followed) {
        await follower.readOn((record, shard) => {
          const events = readStreamRecord(record, (event) => strange.push(event));
          const finished = progress.get(shard)?.read(record.dynamodb?.SequenceNumber ?? "", events.length);
          for (const event of events) lanes.add(event, () => finished?.());
          return lanes.size < MOST_ON_LANES;
        }, sending);
        for (; strange.length > 0; strange.shift()) await buryStrange(dynamo, strange[0]);
        for (const [shard, { moved }] of progress) await writeProgress(dynamo, arn, shard, moved());
      }
    });
  }

  return {
    async take(lane, takeOptions) {
      takeOptions.signal?.throwIfAborted();
      const now = millisOf(clock.now());
      // A clock that was set back must not keep anybody from looking.
      const isTime = now < readAt || now - readAt >= pollEvery;
      if (isTime && lanes.size < MOST_ON_LANES) {
        reading ??= readOn().finally(() => {
          reading = undefined;
        });
        readAt = now;
        await reading;
      }
      return lanes.take(lane, takeOptions);
    },

    async done(delivery, callOptions) {
      callOptions?.signal?.throwIfAborted();
      lanes.finish(delivery);
    },

    async retry(delivery, delay, callOptions) {
      callOptions?.signal?.throwIfAborted();
      lanes.putBack(delivery, delay);
    },

    async bury(delivery, reason, callOptions) {
      if (!lanes.isHeld(delivery)) return;
      const { event, lane, attempt } = delivery;
      const command = new PutCommand({
        TableName: dynamo.tables.core,
        Item: { ...buriedKey(lane, event.id), event, attempt, reason, at: clock.now() },
      });
      await dynamo.attempt((sending) => dynamo.documents.send(command, sending), callOptions);
      lanes.finish(delivery);
    },
  };
}

async function buryStrange(dynamo: Dynamo, event: unknown): Promise<void> {
  const { id } = (event ?? {}) as { readonly id?: unknown };
  const command = new PutCommand({
    TableName: dynamo.tables.core,
    Item: {
      ...buriedKey("unknown", typeof id === "string" && id !== "" ? id : dynamo.ids.next()),
      event,
      reason: "This version knows no such event: a newer one has written it.",
      at: dynamo.clock.now(),
    },
  });
  await dynamo.attempt((sending) => dynamo.documents.send(command, sending));
}

async function readProgress(dynamo: Dynamo, arn: string, shard: string): Promise<string | undefined> {
  const item = await readItem(dynamo, dynamo.tables.core, progressKey(arn, shard));
  return item && String(item["worked"]);
}

async function writeProgress(dynamo: Dynamo, arn: string, shard: string, worked: string | undefined): Promise<void> {
  if (worked === undefined) return;
  const command = new PutCommand({ TableName: dynamo.tables.core, Item: { ...progressKey(arn, shard), worked } });
  await dynamo.attempt((sending) => dynamo.documents.send(command, sending));
}
