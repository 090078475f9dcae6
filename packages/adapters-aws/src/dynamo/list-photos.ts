import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type CallOptions, type Page, type PageRequest, Photo, type PhotoShelf, type UserId } from "@tintype/core";
import { cursorAt, positionIn } from "./cursor.ts";
import type { Dynamo } from "./dynamo.ts";
import { shelfPrefix } from "./photo-place.ts";

/** `L#2026-07-01T14:03:22.000#01…`: what `shelfKey` looks like. */
const shelfKeyPattern = /^[LT]#[^#]{0,64}#([0-9A-Z]{26})$/;

/** One page of a shelf, in one query of `byOwner`. */
export async function listPhotos(
  { attempt, documents, tables }: Dynamo,
  owner: UserId,
  shelf: PhotoShelf,
  { limit, cursor }: PageRequest,
  options?: CallOptions,
): Promise<Page<Photo>> {
  const list = `photos of ${owner}, ${shelf}`;
  const start = positionIn(list, shelfKeyPattern, cursor);
  const query = new QueryCommand({
    TableName: tables.photos,
    IndexName: "byOwner",
    KeyConditionExpression: "userId = :owner AND begins_with(shelfKey, :shelf)",
    ExpressionAttributeValues: { ":owner": owner, ":shelf": shelfPrefix(shelf) },
    ScanIndexForward: false,
    // One more than is shown tells whether there is a next page.
    Limit: limit + 1,
    ExclusiveStartKey:
      start === undefined ? undefined : { userId: owner, shelfKey: start, photoId: shelfKeyPattern.exec(start)?.[1] },
  });
  const { Items: found = [], LastEvaluatedKey: stop } = await attempt(
    (sending) => documents.send(query, sending),
    options,
  );
  const items = found.slice(0, limit);
  // A page of DynamoDB's also ends at 1 MB: then it says where.
  const last = found.length > limit ? items.at(-1) : stop;
  const photos = items.map(({ document }) => Photo.parse(document));
  return last === undefined ? { items: photos } : { items: photos, next: cursorAt(list, String(last["shelfKey"])) };
}
