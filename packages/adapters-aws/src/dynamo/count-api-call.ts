import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { ApiKey, type ApiKeyId, type CallOptions, hourOf, type Instant, monthOf } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { apiKeyKey } from "./keys.ts";
import { readItem } from "./read-item.ts";
import { refusals } from "./refusal.ts";

/**
 * Counts one call in one conditional update, and the first of a month in one that begins it; whoever is beaten to that
 * counts in the month that has begun. The `changeId` makes an attempt whose answer was lost known again, unless somebody
 * else's call came in between; then one call too many is counted, never one too few.
 */
export async function countApiCall(
  dynamo: Dynamo,
  id: ApiKeyId,
  now: Instant,
  options?: CallOptions,
): Promise<ApiKey | undefined> {
  return (
    (await count(dynamo, id, now, "more", options)) ??
    (await count(dynamo, id, now, "first", options)) ??
    count(dynamo, id, now, "more", options)
  );
}

const ways = {
  more: {
    calls: "document.#usage.calls + :one",
    holds: "document.#usage.#month = :month AND document.#usage.calls < document.#plan.monthlyQuota",
  },
  first: { calls: ":one", holds: "document.#usage.#month < :month" },
} as const;

async function count(
  dynamo: Dynamo,
  id: ApiKeyId,
  now: Instant,
  way: keyof typeof ways,
  options?: CallOptions,
): Promise<ApiKey | undefined> {
  const { attempt, documents, tables, ids } = dynamo;
  const changeId = ids.next();
  const { calls, holds } = ways[way];
  const command = new UpdateCommand({
    TableName: tables.core,
    Key: apiKeyKey(id),
    // The events of the save before are not this one's.
    UpdateExpression: `SET document.#usage.calls = ${calls}, document.#usage.#month = :month,
      document.lastUsedAt = :hour, document.saved = document.saved + :one, changeId = :change REMOVE #events`,
    ConditionExpression: `attribute_exists(pk) AND changeId <> :change AND ${holds}
      AND (attribute_not_exists(document.expiresAt) OR document.expiresAt > :now)`,
    ExpressionAttributeNames: {
      "#usage": "usage",
      "#month": "month",
      "#events": "events",
      ...(way === "more" && { "#plan": "plan" }),
    },
    ExpressionAttributeValues: {
      ":one": 1,
      ":month": monthOf(now),
      ":hour": hourOf(now),
      ":now": now,
      ":change": changeId,
    },
    ReturnValues: "ALL_NEW",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  try {
    const { Attributes } = await attempt((sending) => documents.send(command, sending), options);
    return ApiKey.parse(Attributes?.["document"]);
  } catch (error) {
    const [refused] = refusals(error);
    if (refused === undefined) throw error;
    const item = refused.item ?? (await readItem(dynamo, tables.core, apiKeyKey(id), options));
    return item?.["changeId"] === changeId ? ApiKey.parse(item["document"]) : undefined;
  }
}
