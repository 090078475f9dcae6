import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
} from "@aws-sdk/client-dynamodb-streams";
import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { Lane } from "@tintype/core";
import type { SQSBatchResponse } from "aws-lambda";
import { sqsRecord } from "../events.fixture.ts";
import type { RunningFunction } from "../runtime/start-function.fixture.ts";
import type { Account } from "./account.fixture.ts";

type Functions = Readonly<
  Record<"on-table-changed" | "on-photo-changed" | "imaging" | "mail" | "purge" | "publish", RunningFunction>
>;

/** What Lambda's event source mappings do: they read streams and queues, and hand what they find to functions. */
export interface EventSources {
  /** Works until nothing comes any more. Resolves to how many records and messages there were. */
  settle(): Promise<number>;
}

export async function connectEventSources(account: Account, functions: Functions): Promise<EventSources> {
  const streams = new DynamoDBStreamsClient(account.dynamoConfig);
  const shards = await Promise.all(account.tables.map((table, index) => shardOf(account, streams, table, index === 0)));

  /** Of every table, what has changed since the last time. */
  async function readStreams(): Promise<number> {
    let read = 0;
    for (const shard of shards) {
      const { ShardIterator } = await streams.send(new GetShardIteratorCommand(placeIn(shard)));
      const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
      if (Records.length === 0) continue;
      for (const follower of shard.followers) {
        const { result } = (await functions[follower].invoke({ Records })) as { result: SQSBatchResponse };
        if (result.batchItemFailures.length > 0) throw new Error(`It was not sent: ${JSON.stringify(result)}`);
      }
      shard.last = Records.at(-1)?.dynamodb?.SequenceNumber;
      read += Records.length;
    }
    return read;
  }

  /** Up to ten messages; what was worked off is removed. */
  async function workOff(lane: Lane): Promise<number> {
    const QueueUrl = account.queues[lane];
    const receive = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["All"],
      VisibilityTimeout: 30,
    });
    const { Messages = [] } = await account.sqs.send(receive);
    if (Messages.length === 0) return 0;
    const Records = Messages.map(({ MessageId = "", ReceiptHandle = "", Body = "", Attributes = {} }) => ({
      ...sqsRecord({ id: MessageId, body: Body }),
      receiptHandle: ReceiptHandle,
      attributes: Attributes,
    }));
    const { result } = (await functions[lane].invoke({ Records }, 120_000)) as { result: SQSBatchResponse };
    const failed = new Set(result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { messageId, receiptHandle: ReceiptHandle } of Records) {
      if (!failed.has(messageId)) await account.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    return Messages.length;
  }

  return {
    async settle() {
      let all = 0;
      // DynamoDB Local's streams show a change some milliseconds after it was made.
      for (let quiet = 0; quiet < 20; ) {
        let found = await readStreams();
        for (const lane of ["imaging", "mail", "purge", "publish"] as const) found += await workOff(lane);
        quiet = found === 0 ? quiet + 1 : 0;
        all += found;
      }
      return all;
    },
  };
}

interface Shard {
  readonly StreamArn: string | undefined;
  readonly ShardId: string | undefined;
  readonly followers: readonly ("on-table-changed" | "on-photo-changed")[];
  /** The sequence number that was read last. */
  last?: string | undefined;
}

async function shardOf(
  { dynamo }: Account,
  streams: DynamoDBStreamsClient,
  TableName: string,
  isOfPhotos: boolean,
): Promise<Shard> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const followers = isOfPhotos ? (["on-table-changed", "on-photo-changed"] as const) : (["on-table-changed"] as const);
  return { StreamArn, ShardId: StreamDescription?.Shards?.[0]?.ShardId, followers };
}

const placeIn = ({ StreamArn, ShardId, last }: Shard): GetShardIteratorCommandInput => ({
  StreamArn,
  ShardId,
  ...(last === undefined
    ? { ShardIteratorType: "TRIM_HORIZON" }
    : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: last }),
});
