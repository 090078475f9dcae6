import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import {
  type CallOptions,
  type Page,
  type PageRequest,
  type PhotoId,
  Share,
  ShareId,
  type UserId,
} from "@tintype/core";
import { cursorAt, positionIn } from "./cursor.ts";
import type { Dynamo } from "./dynamo.ts";
import { shareKey, sharesOf } from "./keys.ts";
import { readItems } from "./read-items.ts";

const idPattern = /^[0-9A-Z]{26}$/;

/** One page of an owner's shares: `gsi1` says which, the table what they are now. */
export async function listShares(
  dynamo: Dynamo,
  owner: UserId,
  photo: PhotoId | undefined,
  { limit, cursor }: PageRequest,
  options?: CallOptions,
): Promise<Page<Share>> {
  const { attempt, documents, tables } = dynamo;
  const list = sharesOf(owner, photo);
  const start = positionIn(list, idPattern, cursor);
  const query = new QueryCommand({
    TableName: tables.core,
    IndexName: "gsi1",
    KeyConditionExpression: start === undefined ? "gsi1pk = :list" : "gsi1pk = :list AND gsi1sk < :start",
    ExpressionAttributeValues: { ":list": list, ":start": start },
    ScanIndexForward: false,
    // One more than is shown tells whether there is a next page.
    Limit: limit + 1,
  });
  const { Items = [] } = await attempt((sending) => documents.send(query, sending), options);
  const ids = Items.map(({ gsi1sk }) => ShareId.parse(gsi1sk));
  const shown = ids.slice(0, limit);
  const found = await readItems(dynamo, tables.core, shown.map(shareKey), options);
  const items = found.map(({ document }) => Share.parse(document));
  const last = ids.length > limit ? shown.at(-1) : undefined;
  return last === undefined ? { items } : { items, next: cursorAt(list, last) };
}
