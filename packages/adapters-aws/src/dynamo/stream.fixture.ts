import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";

/** A shard of a stream that a test writes itself: records are their sequence numbers. */
export interface TestShard {
  readonly id: string;
  readonly parent?: string;
  readonly records: string[];
  isClosed: boolean;
  /** Iterators that were given out so far are worth nothing. */
  expire?: boolean;
  /** What comes after this record has been trimmed. */
  trimmed?: string;
}

/** What DynamoDB Streams answer about these shards, two records at a time; everything that was asked is written down. */
export function testStream(shards: TestShard[]): { client: DynamoDBStreamsClient; asked: string[] } {
  const asked: string[] = [];
  const shardOf = (id: string | undefined) => {
    const shard = shards.find((candidate) => candidate.id === id);
    if (shard === undefined) throw new Error(`There is no shard ${id}.`);
    return shard;
  };

  const answers = {
    describe: (from: string | undefined) => {
      const start = shards.findIndex(({ id }) => id === from) + 1;
      const [shard] = shards.slice(start);
      asked.push("describe");
      return {
        StreamDescription: {
          Shards: shard === undefined ? [] : [{ ShardId: shard.id, ParentShardId: shard.parent }],
          LastEvaluatedShardId: start + 1 < shards.length ? shard?.id : undefined,
        },
      };
    },
    iterator: (id: string | undefined, last: string | undefined) => {
      const shard = shardOf(id);
      shard.expire = false;
      asked.push(`${id} after ${last ?? "the beginning"}`);
      if (last !== undefined && last === shard.trimmed) {
        throw new TrimmedDataAccessException({ message: "trimmed", $metadata: {} });
      }
      return { ShardIterator: `${id} ${last === undefined ? 0 : shard.records.indexOf(last) + 1}` };
    },
    records: (iterator = "") => {
      const [id, start = "0"] = iterator.split(" ");
      const shard = shardOf(id);
      if (shard.expire) throw new ExpiredIteratorException({ message: "expired", $metadata: {} });
      const records = shard.records.slice(Number(start), Number(start) + 2);
      const end = Number(start) + records.length;
      return {
        Records: records.map((SequenceNumber) => ({ dynamodb: { SequenceNumber } })),
        NextShardIterator: shard.isClosed && end === shard.records.length ? undefined : `${id} ${end}`,
      };
    },
  };

  const send = async (command: unknown) => {
    if (command instanceof DescribeStreamCommand) return answers.describe(command.input.ExclusiveStartShardId);
    if (command instanceof GetRecordsCommand) return answers.records(command.input.ShardIterator);
    if (command instanceof GetShardIteratorCommand) {
      return answers.iterator(command.input.ShardId, command.input.SequenceNumber);
    }
    throw new Error("The stream was asked for something else.");
  };
  return { client: { send } as unknown as DynamoDBStreamsClient, asked };
}
