import { DeleteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type CallOptions, lanes, type UserId } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { buriedIn, buriedKey } from "./keys.ts";

/** Takes away the events of somebody, and of their photos, that were kept for people to look at. There are few. */
export async function forgetBuried(
  { attempt, documents, tables }: Dynamo,
  user: UserId,
  options?: CallOptions,
): Promise<void> {
  for (const lane of lanes) {
    let start: Record<string, unknown> | undefined;
    do {
      const query = new QueryCommand({
        TableName: tables.core,
        KeyConditionExpression: "pk = :lane",
        FilterExpression: "#event.account = :user OR #event.#owner = :user",
        ExpressionAttributeNames: { "#event": "event", "#owner": "owner" },
        ExpressionAttributeValues: { ":lane": buriedIn(lane), ":user": user },
        ExclusiveStartKey: start,
      });
      const { Items = [], LastEvaluatedKey } = await attempt((sending) => documents.send(query, sending), options);
      for (const { sk } of Items) {
        const command = new DeleteCommand({ TableName: tables.core, Key: buriedKey(lane, String(sk)) });
        await attempt((sending) => documents.send(command, sending), options);
      }
      start = LastEvaluatedKey;
    } while (start !== undefined);
  }
}
