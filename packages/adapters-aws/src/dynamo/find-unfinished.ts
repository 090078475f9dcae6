import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { Account, type CallOptions, isUnfinished, UserId } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { accountKey, shards, unfinishedIn } from "./keys.ts";
import { readItems } from "./read-items.ts";

/** The accounts that something is under way for: `gsi1` says which, the table what they are now. */
export async function* findUnfinished(dynamo: Dynamo, options?: CallOptions): AsyncGenerator<Account> {
  for (const shard of shards) {
    let start: Record<string, unknown> | undefined;
    do {
      const query = new QueryCommand({
        TableName: dynamo.tables.core,
        IndexName: "gsi1",
        KeyConditionExpression: "gsi1pk = :unfinished",
        ExpressionAttributeValues: { ":unfinished": unfinishedIn(shard) },
        ExclusiveStartKey: start,
      });
      const { Items = [], LastEvaluatedKey } = await dynamo.attempt(
        (sending) => dynamo.documents.send(query, sending),
        options,
      );
      const keys = Items.map(({ gsi1sk }) => accountKey(UserId.parse(gsi1sk)));
      const accounts = await readItems(dynamo, dynamo.tables.core, keys, options);
      yield* accounts.map(({ document }) => Account.parse(document)).filter(isUnfinished);
      start = LastEvaluatedKey;
    } while (start !== undefined);
  }
}
