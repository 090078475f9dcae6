import { DeleteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { CallOptions, UserId } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { usageKey } from "./keys.ts";

/** Removes the sums of an owner and whatever is settled. The sums go last: while they are there, the rest can be found. */
export async function forgetOwner(
  { attempt, documents, tables }: Dynamo,
  owner: UserId,
  options?: CallOptions,
): Promise<void> {
  const sums = usageKey(owner);
  const remove = (sk: string) => {
    const command = new DeleteCommand({ TableName: tables.core, Key: { pk: sums.pk, sk } });
    return attempt((sending) => documents.send(command, sending), options);
  };
  let start: Record<string, unknown> | undefined;
  do {
    const query = new QueryCommand({
      TableName: tables.core,
      KeyConditionExpression: "pk = :owner",
      ExpressionAttributeValues: { ":owner": sums.pk },
      ProjectionExpression: "sk",
      ConsistentRead: true,
      ExclusiveStartKey: start,
    });
    const { Items = [], LastEvaluatedKey } = await attempt((sending) => documents.send(query, sending), options);
    for (const { sk } of Items) if (sk !== sums.sk) await remove(String(sk));
    start = LastEvaluatedKey;
  } while (start !== undefined);
  await remove(sums.sk);
}
