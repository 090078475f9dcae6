import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Account, CallOptions } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { forgetBuried } from "./forget-buried.ts";
import { accountKey, identityKey } from "./keys.ts";
import { isRefusal } from "./refusal.ts";

/** Takes away the account together with the claim of its identity, and then the events of its owner that were buried. */
export async function forgetAccount(
  dynamo: Dynamo,
  { id, saved, identity }: Account,
  options?: CallOptions,
): Promise<void> {
  const { attempt, documents, tables } = dynamo;
  const command = new TransactWriteCommand({
    TransactItems: [
      {
        Delete: {
          TableName: tables.core,
          Key: accountKey(id),
          ConditionExpression: "document.saved = :saved",
          ExpressionAttributeValues: { ":saved": saved },
        },
      },
      { Delete: { TableName: tables.core, Key: identityKey(identity) } },
    ],
  });
  await forgetBuried(dynamo, id, options);
  try {
    await attempt((sending) => documents.send(command, sending), options);
  } catch (error) {
    // It has gone, or is not what was loaded any more: either way it is not ours to remove.
    if (!isRefusal(error)) throw error;
  }
}
