import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { CallOptions, PhotoMonth, UserId } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { shelfPrefix } from "./photo-place.ts";

/**
 * The months of an owner's library, counted anew in `byShelf`, which holds keys alone. A query reads 1 MB of them: some
 * 8,000 photos for 128 read units, so a library of 100,000 takes 13 queries, one after another, and 1,600 units.
 */
export async function countMonths(
  { attempt, documents, tables }: Dynamo,
  owner: UserId,
  options?: CallOptions,
): Promise<readonly PhotoMonth[]> {
  const prefix = shelfPrefix("library");
  const counts = new Map<string, number>();
  let start: Record<string, unknown> | undefined;
  do {
    const query = new QueryCommand({
      TableName: tables.photos,
      IndexName: "byShelf",
      KeyConditionExpression: "userId = :owner AND begins_with(shelfKey, :library)",
      ExpressionAttributeValues: { ":owner": owner, ":library": prefix },
      ProjectionExpression: "shelfKey",
      ScanIndexForward: false,
      ExclusiveStartKey: start,
    });
    const { Items = [], LastEvaluatedKey } = await attempt((sending) => documents.send(query, sending), options);
    for (const { shelfKey } of Items) {
      const month = String(shelfKey).slice(prefix.length, prefix.length + "2026-11".length);
      counts.set(month, (counts.get(month) ?? 0) + 1);
    }
    start = LastEvaluatedKey;
  } while (start !== undefined);
  return Array.from(counts, ([month, count]) => ({ month, count }));
}
