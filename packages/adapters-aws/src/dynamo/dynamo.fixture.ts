import { randomBytes } from "node:crypto";
import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { Clock, EventQueue, Ids, RateLimiter } from "@tintype/core";
import type { MetadataFixture } from "@tintype/core/contracts";
import type { DynamoOptions } from "./dynamo.ts";
import { createDynamoAccountRepository } from "./dynamo-account-repository.ts";
import { createDynamoApiKeyRepository } from "./dynamo-api-key-repository.ts";
import { createDynamoPhotoRepository } from "./dynamo-photo-repository.ts";
import { createDynamoRateLimiter } from "./dynamo-rate-limiter.ts";
import { createDynamoShareRepository } from "./dynamo-share-repository.ts";
import { createDynamoStreamEventQueue } from "./dynamo-stream-event-queue.ts";
import { createDynamoUsageLedger } from "./dynamo-usage-ledger.ts";
import { followStream } from "./follow-stream.ts";
import type { StreamRecord } from "./read-stream-record.ts";
import { coreTable, type DynamoTables, photoTable } from "./tables.ts";

const endpoint = process.env["TINTYPE_DYNAMODB_ENDPOINT"];

/** Why there is no DynamoDB; `undefined` where `scripts/lanes.sh` has started one. */
export const noDynamo =
  endpoint === undefined
    ? "there is no DynamoDB: TINTYPE_DYNAMODB_ENDPOINT is not set (scripts/lanes.sh sets it)"
    : undefined;

/** With a key of its own for every fixture DynamoDB Local keeps each in a database of its own, which stays small. */
const config = (accessKeyId: string) => ({
  region: "eu-central-1",
  credentials: { accessKeyId, secretAccessKey: "lanes" },
  ...(endpoint !== undefined && { endpoint }),
});

/** ULIDs, all of them random. */
const randomIds: Ids = { next: () => ulidOf(randomBytes(16)) };

const ulidOf = (bytes: Uint8Array): string =>
  BigInt(`0x${Buffer.from(bytes).toString("hex")}`)
    .toString(32)
    .padStart(26, "0")
    .replace(/[0-9a-v]/g, (digit) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[Number.parseInt(digit, 32)] ?? "");

export interface DynamoFixture extends MetadataFixture {
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly tables: DynamoTables;
  /** What an adapter over these tables is made with. */
  readonly options: DynamoOptions;
  /** Another queue over the same tables, as a process has it that starts anew. */
  openQueue(): EventQueue;
  /** What the stream of a table has carried, once there are so many records. */
  readStream(table: string, count: number): Promise<readonly StreamRecord[]>;
  readonly rates: RateLimiter;
  /** Another limiter over the same table, as another process has it. */
  openRates(): RateLimiter;
}

/** Both tables, made for this and removed afterwards, with everything that works on them. */
export async function openDynamoFixture(clock: Clock): Promise<DynamoFixture> {
  const name = randomIds.next();
  const client = new DynamoDBClient(config(name));
  const streams = new DynamoDBStreamsClient(config(name));
  const tables = { photos: `PhotoMetadata-${name}`, core: `TintypeCore-${name}` };
  const inputs = [photoTable(tables.photos), coreTable(tables.core)];
  await Promise.all(inputs.map((input) => client.send(new CreateTableCommand(input))));
  const options = { client, tables, clock, ids: randomIds, pause: async () => {} };
  const openQueue = () => createDynamoStreamEventQueue({ ...options, streams, pollEvery: 0 });
  return {
    client,
    streams,
    tables,
    options,
    openQueue,
    async readStream(table, count) {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
      const follower = followStream(streams, Table?.LatestStreamArn ?? "", async () => undefined);
      const records: StreamRecord[] = [];
      const keep = (record: StreamRecord) => records.push(record) > 0;
      while (records.length < count) await follower.readOn(keep, {});
      return records;
    },
    rates: createDynamoRateLimiter(options),
    openRates: () => createDynamoRateLimiter(options),
    accounts: createDynamoAccountRepository(options),
    photos: createDynamoPhotoRepository(options),
    shares: createDynamoShareRepository(options),
    apiKeys: createDynamoApiKeyRepository(options),
    usage: createDynamoUsageLedger(options),
    queue: openQueue(),
    // DynamoDB Local writes indexes and streams with the item.
    settled: async () => {},
    async [Symbol.asyncDispose]() {
      await Promise.all(Object.values(tables).map((TableName) => client.send(new DeleteTableCommand({ TableName }))));
      client.destroy();
      streams.destroy();
    },
  };
}
