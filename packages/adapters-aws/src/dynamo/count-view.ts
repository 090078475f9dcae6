import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type CallOptions, type Instant, Share, type ShareId } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { shareKey } from "./keys.ts";
import { readItem } from "./read-item.ts";
import { refusals } from "./refusal.ts";

/**
 * Counts one view in one conditional update. The `changeId` makes an attempt whose answer was lost known again, unless
 * somebody else's view came in between; then one view too many is counted, never one too few.
 */
export async function countView(
  dynamo: Dynamo,
  id: ShareId,
  now: Instant,
  options?: CallOptions,
): Promise<Share | undefined> {
  const { attempt, documents, tables, ids } = dynamo;
  const changeId = ids.next();
  const command = new UpdateCommand({
    TableName: tables.core,
    Key: shareKey(id),
    // The events of the save before are not this one's.
    UpdateExpression: `SET document.#views = document.#views + :one, document.saved = document.saved + :one,
      document.lastViewedAt = :now, changeId = :change REMOVE #events`,
    ConditionExpression: `attribute_exists(pk) AND changeId <> :change
      AND attribute_not_exists(document.revokedAt) AND document.expiresAt > :now
      AND (attribute_not_exists(document.maxViews) OR document.#views < document.maxViews)`,
    ExpressionAttributeNames: { "#views": "views", "#events": "events" },
    ExpressionAttributeValues: { ":one": 1, ":now": now, ":change": changeId },
    ReturnValues: "ALL_NEW",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  try {
    const { Attributes } = await attempt((sending) => documents.send(command, sending), options);
    return Share.parse(Attributes?.["document"]);
  } catch (error) {
    const [refused] = refusals(error);
    if (refused === undefined) throw error;
    const item = refused.item ?? (await readItem(dynamo, tables.core, shareKey(id), options));
    return item?.["changeId"] === changeId ? Share.parse(item["document"]) : undefined;
  }
}
