import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { CallOptions, PhotoId, UserId } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { settledKey, usageKey } from "./keys.ts";
import { refusals } from "./refusal.ts";
import { dropReservation, readSum, sumNames } from "./usage-sum.ts";

/** See `createDynamoUsageLedger` for why this is exact. */
export async function settlePhoto(
  dynamo: Dynamo,
  owner: UserId,
  photo: PhotoId,
  bytes: number,
  options?: CallOptions,
): Promise<void> {
  const reserved = (await readSum(dynamo, owner, options))?.open[photo]?.[0];
  if (reserved === undefined) return;
  const { attempt, documents, tables, ids } = dynamo;
  const TableName = tables.core;
  const command = new TransactWriteCommand({
    TransactItems: [
      {
        Update: {
          TableName,
          Key: usageKey(owner),
          UpdateExpression: "SET #bytes = #bytes + :difference REMOVE #open.#photo",
          ConditionExpression: "#open.#photo[0] = :reserved",
          ExpressionAttributeNames: sumNames(photo),
          ExpressionAttributeValues: { ":difference": bytes - reserved, ":reserved": reserved },
        },
      },
      {
        Put: {
          TableName,
          Item: { ...settledKey(owner, photo), bytes },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
    ],
    ClientRequestToken: ids.next(),
  });
  try {
    await attempt((sending) => documents.send(command, sending), options);
  } catch (error) {
    const [reservation, settled] = refusals(error);
    if (reservation === undefined && settled === undefined) throw error;
    // It is settled already, so the reservation is one too many; or the reservation has gone, and nothing is left to do.
    if (settled !== undefined) await dropReservation(dynamo, owner, photo, options);
  }
}
