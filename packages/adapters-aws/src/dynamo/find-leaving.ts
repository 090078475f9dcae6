import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { Account, type CallOptions, isLeaving, UserId } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { accountKey, leavingIn, shards } from "./keys.ts";
import { readItems } from "./read-items.ts";

/** The accounts that are leaving: `gsi1` says which, the table what they are now. */
export async function* findLeaving(dynamo: Dynamo, options?: CallOptions): AsyncGenerator<Account> {
  for (const shard of shards) {
    let start: Record<string, unknown> | undefined;
    do {
      const query = new QueryCommand({
        TableName: dynamo.tables.core,
        IndexName: "gsi1",
        KeyConditionExpression: "gsi1pk = :leaving",
        ExpressionAttributeValues: { ":leaving": leavingIn(shard) },
        ExclusiveStartKey: start,
      });
      const { Items = [], LastEvaluatedKey } = await dynamo.attempt(
        (sending) => dynamo.documents.send(query, sending),
        options,
      );
      const keys = Items.map(({ gsi1sk }) => accountKey(UserId.parse(gsi1sk)));
      const accounts = await readItems(dynamo, dynamo.tables.core, keys, options);
      yield* accounts.map(({ document }) => Account.parse(document)).filter(isLeaving);
      start = LastEvaluatedKey;
    } while (start !== undefined);
  }
}
