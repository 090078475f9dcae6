import {
  type _Record,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard as ListedShard,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import type { Sending } from "./dynamo.ts";

export interface StreamFollower {
  /** Reads what has come since, of every shard after its parent; `take` says for each record whether to go on. */
  readOn(take: (record: _Record, shard: string) => boolean, sending: Sending): Promise<void>;
}

interface Shard {
  readonly id: string;
  readonly parent: string | undefined;
  iterator?: string | undefined;
  /** The sequence number that was read last. */
  last?: string | undefined;
  isAtEnd: boolean;
}

/**
 * Follows one stream (docs.aws.amazon.com, "DynamoDB Streams and Triggers", "Reading and processing a stream") from
 * where `startOf` says that each shard has been worked off to, or else from its oldest record (24 hours).
 */
export function followStream(
  client: DynamoDBStreamsClient,
  streamArn: string,
  startOf: (shard: string) => Promise<string | undefined>,
): StreamFollower {
  const shards = new Map<string, Shard>();

  async function findShards(sending: Sending): Promise<void> {
    let from: string | undefined;
    const listed: ListedShard[] = [];
    do {
      const command = new DescribeStreamCommand({ StreamArn: streamArn, ExclusiveStartShardId: from });
      const { StreamDescription: page = {} } = await client.send(command, sending);
      listed.push(...((page as { Shards?: ListedShard[] }).Shards ?? []));
      from = (page as { LastEvaluatedShardId?: string }).LastEvaluatedShardId;
    } while (from !== undefined);

    for (const { ShardId: id = "", ParentShardId: parent } of listed) {
      if (!shards.has(id)) shards.set(id, { id, parent, last: await startOf(id), isAtEnd: false });
    }
    const ids = new Set(listed.map(({ ShardId }) => ShardId));
    for (const { id, isAtEnd } of shards.values()) if (isAtEnd && !ids.has(id)) shards.delete(id);
  }

  const iteratorAt = async (shard: Shard, last: string | undefined, sending: Sending) => {
    const command = new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: shard.id,
      ...(last === undefined
        ? { ShardIteratorType: "TRIM_HORIZON" }
        : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: last }),
    });
    return (await client.send(command, sending)).ShardIterator;
  };

  async function readShard(shard: Shard, take: (record: _Record, shard: string) => boolean, sending: Sending) {
    for (;;) {
      shard.iterator ??= await iteratorAt(shard, shard.last, sending);
      const command = new GetRecordsCommand({ ShardIterator: shard.iterator });
      const { Records = [], NextShardIterator } = await client.send(command, sending);
      for (const record of Records) {
        const goOn = take(record, shard.id);
        shard.last = record.dynamodb?.SequenceNumber ?? shard.last;
        if (!goOn) {
          shard.iterator = undefined;
          return;
        }
      }
      shard.iterator = NextShardIterator;
      shard.isAtEnd = NextShardIterator === undefined;
      if (shard.isAtEnd || Records.length === 0) return;
    }
  }

  return {
    async readOn(take, sending) {
      // Whoever is at its end has children, or will have them soon.
      const parents = new Set([...shards.values()].map(({ parent }) => parent));
      const isIncomplete = [...shards.values()].some(({ id, isAtEnd }) => isAtEnd && !parents.has(id));
      if (shards.size === 0 || isIncomplete) await findShards(sending);

      for (const shard of shards.values()) {
        const parent = shard.parent === undefined ? undefined : shards.get(shard.parent);
        if (shard.isAtEnd || parent?.isAtEnd === false) continue;
        try {
          await readShard(shard, take, sending);
        } catch (error) {
          if (error instanceof TrimmedDataAccessException) shard.last = undefined;
          else if (!(error instanceof ExpiredIteratorException)) throw error;
          shard.iterator = undefined;
        }
      }
    },
  };
}
