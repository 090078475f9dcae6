import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { CallOptions } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";

/** The item as it was written last (a consistent read), or `undefined` when there is none. */
export async function readItem(
  { attempt, documents }: Dynamo,
  table: string,
  key: object,
  options?: CallOptions,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const command = { TableName: table, Key: { ...key }, ConsistentRead: true };
  const { Item } = await attempt((sending) => documents.send(new GetCommand(command), sending), options);
  return Item;
}
