import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type CallOptions, Photo, type UserId } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { readItems } from "./read-items.ts";

/** Up to `limit` of the owner's photos: `byShelf` says which, the table what they are now, for some may have gone. */
export async function photosOfOwner(
  dynamo: Dynamo,
  owner: UserId,
  limit: number,
  options?: CallOptions,
): Promise<readonly Photo[]> {
  const { attempt, documents, tables } = dynamo;
  const found: Photo[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const query = new QueryCommand({
      TableName: tables.photos,
      IndexName: "byShelf",
      KeyConditionExpression: "userId = :owner",
      ExpressionAttributeValues: { ":owner": owner },
      ProjectionExpression: "photoId",
      ExclusiveStartKey: start,
      Limit: limit,
    });
    const { Items = [], LastEvaluatedKey } = await attempt((sending) => documents.send(query, sending), options);
    const keys = Items.map(({ photoId }) => ({ photoId: String(photoId) }));
    const items = await readItems(dynamo, tables.photos, keys, options);
    found.push(...items.map(({ document }) => Photo.parse(document)));
    start = LastEvaluatedKey;
  } while (start !== undefined && found.length < limit);
  return found.slice(0, limit);
}
