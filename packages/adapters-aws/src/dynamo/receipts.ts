import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { type CallOptions, Instant, millisOf, Receipt } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { receiptKey } from "./keys.ts";
import { readItem } from "./read-item.ts";
import { ttlAttribute } from "./tables.ts";

/** The receipt under that key, unless it has expired. */
export async function findReceipt(
  dynamo: Dynamo,
  keyHash: string,
  options?: CallOptions,
): Promise<Receipt | undefined> {
  const item = await readItem(dynamo, dynamo.tables.core, receiptKey(keyHash), options);
  if (item === undefined) return undefined;
  const receipt = Receipt.parse(item["document"]);
  return receipt.expiresAt > dynamo.clock.now() ? receipt : undefined;
}

export async function dropReceipt(
  { attempt, documents, tables }: Dynamo,
  keyHash: string,
  options?: CallOptions,
): Promise<void> {
  const command = new DeleteCommand({ TableName: tables.core, Key: receiptKey(keyHash) });
  await attempt((sending) => documents.send(command, sending), options);
}

/** The part of a transaction that writes a receipt, unless there is one that has not expired. */
export function receiptPut(dynamo: Dynamo, receipt: Receipt, changeId: string) {
  return {
    TableName: dynamo.tables.core,
    Item: {
      ...receiptKey(receipt.keyHash),
      changeId,
      document: receipt,
      [ttlAttribute]: Math.ceil(millisOf(Instant.parse(receipt.expiresAt)) / 1_000),
    },
    ConditionExpression: "attribute_not_exists(pk) OR document.expiresAt <= :now",
    ExpressionAttributeValues: { ":now": dynamo.clock.now() },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  };
}
