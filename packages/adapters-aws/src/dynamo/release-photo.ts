import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { CallOptions, PhotoId, UserId } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { settledKey, usageKey } from "./keys.ts";
import { readItem } from "./read-item.ts";
import { isRefusal } from "./refusal.ts";
import { dropReservation } from "./usage-sum.ts";

/** See `createDynamoUsageLedger` for why this is exact. */
export async function releasePhoto(
  dynamo: Dynamo,
  owner: UserId,
  photo: PhotoId,
  options?: CallOptions,
): Promise<void> {
  await dropReservation(dynamo, owner, photo, options);
  const { attempt, documents, tables, ids } = dynamo;
  const TableName = tables.core;
  const settled = await readItem(dynamo, TableName, settledKey(owner, photo), options);
  if (settled === undefined) return;
  const names = { "#bytes": "bytes" };
  const values = { ":bytes": settled["bytes"] };
  const command = new TransactWriteCommand({
    TransactItems: [
      {
        Update: {
          TableName,
          Key: usageKey(owner),
          UpdateExpression: "SET photos = photos - :one, #bytes = #bytes - :bytes",
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ...values, ":one": 1 },
        },
      },
      {
        Delete: {
          TableName,
          Key: settledKey(owner, photo),
          ConditionExpression: "#bytes = :bytes",
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
        },
      },
    ],
    ClientRequestToken: ids.next(),
  });
  try {
    await attempt((sending) => documents.send(command, sending), options);
  } catch (error) {
    // Somebody else has released it meanwhile.
    if (!isRefusal(error)) throw error;
  }
}
