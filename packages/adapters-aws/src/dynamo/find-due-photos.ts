import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type CallOptions, type Instant, Photo } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { shards } from "./keys.ts";
import { readItems } from "./read-items.ts";

/** The longest overdue of all shards; read from the table, since some may have been looked after by now. */
export async function findDuePhotos(
  dynamo: Dynamo,
  now: Instant,
  limit: number,
  options?: CallOptions,
): Promise<readonly Photo[]> {
  const found = await Promise.all(shards.map((shard) => dueIn(dynamo, shard, now, limit, options)));
  const first = found
    .flat()
    .toSorted((one, other) => (one.dueKey < other.dueKey ? -1 : 1))
    .slice(0, limit);
  const keys = first.map(({ photoId }) => ({ photoId }));
  return (await readItems(dynamo, dynamo.tables.photos, keys, options))
    .map(({ document }) => Photo.parse(document))
    .filter(({ dueAt }) => dueAt !== undefined && dueAt <= now);
}

interface Due {
  readonly photoId: string;
  readonly dueKey: string;
}

async function dueIn(
  { attempt, documents, tables }: Dynamo,
  shard: string,
  now: Instant,
  limit: number,
  options?: CallOptions,
): Promise<readonly Due[]> {
  const query = new QueryCommand({
    TableName: tables.photos,
    IndexName: "byDue",
    KeyConditionExpression: "dueShard = :shard AND dueKey < :end",
    // `$` comes right after the `#` that follows the instant in a key.
    ExpressionAttributeValues: { ":shard": shard, ":end": `${now}$` },
    Limit: limit,
  });
  const { Items = [] } = await attempt((sending) => documents.send(query, sending), options);
  return Items.map(({ photoId, dueKey }) => ({ photoId: String(photoId), dueKey: String(dueKey) }));
}
