import { QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import {
  type CallOptions,
  type Instant,
  instantFromMillis,
  millisOf,
  PhotoId,
  type Reservation,
  UserId,
} from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { openIn, shards, usageKey } from "./keys.ts";
import { isRefusal } from "./refusal.ts";
import { readSum } from "./usage-sum.ts";

/** The reservations that are open since `before` or longer, of one owner after the other. */
export async function* openReservations(
  dynamo: Dynamo,
  before: Instant,
  options?: CallOptions,
): AsyncGenerator<Reservation> {
  for (const shard of shards) {
    for await (const owner of ownersIn(dynamo, shard, options)) {
      const open = Object.entries((await readSum(dynamo, owner, options))?.open ?? {});
      if (open.length === 0) await leaveIndex(dynamo, owner, options);
      for (const [photo, [bytes, since]] of open) {
        if (since > millisOf(before)) continue;
        yield { owner, photo: PhotoId.parse(photo), bytes, reservedAt: instantFromMillis(since) };
      }
    }
  }
}

async function* ownersIn(
  { attempt, documents, tables }: Dynamo,
  shard: string,
  options?: CallOptions,
): AsyncGenerator<UserId> {
  let start: Record<string, unknown> | undefined;
  do {
    const query = new QueryCommand({
      TableName: tables.core,
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :open",
      ExpressionAttributeValues: { ":open": openIn(shard) },
      ExclusiveStartKey: start,
    });
    const { Items = [], LastEvaluatedKey } = await attempt((sending) => documents.send(query, sending), options);
    for (const { gsi1sk } of Items) yield UserId.parse(gsi1sk);
    start = LastEvaluatedKey;
  } while (start !== undefined);
}

/** An owner comes into the index with a reservation, and leaves it here: the writes that close one need not know the last. */
async function leaveIndex({ attempt, documents, tables }: Dynamo, owner: UserId, options?: CallOptions): Promise<void> {
  const command = new UpdateCommand({
    TableName: tables.core,
    Key: usageKey(owner),
    UpdateExpression: "REMOVE gsi1pk, gsi1sk",
    ConditionExpression: "size(#open) = :none",
    ExpressionAttributeNames: { "#open": "open" },
    ExpressionAttributeValues: { ":none": 0 },
  });
  try {
    await attempt((sending) => documents.send(command, sending), options);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}
