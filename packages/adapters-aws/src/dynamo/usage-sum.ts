import { UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import type { CallOptions, PhotoId, UserId } from "@tintype/core";
import * as z from "zod";
import type { Dynamo } from "./dynamo.ts";
import { usageKey } from "./keys.ts";
import { readItem } from "./read-item.ts";
import { isRefusal } from "./refusal.ts";

/** What an owner has, reserved and settled together, and which reservations are open. */
export const UsageSum = z.object({
  photos: z.int(),
  bytes: z.int(),
  /** By photo, as short as it gets, since every write pays for all of them: its bytes, and when, in ms since 1970. */
  open: z.record(z.string(), z.tuple([z.int(), z.int()])),
});
export type UsageSum = z.infer<typeof UsageSum>;

/** The sum of an owner, as it is now; `undefined` before the first reservation. */
export async function readSum(dynamo: Dynamo, owner: UserId, options?: CallOptions): Promise<UsageSum | undefined> {
  const item = await readItem(dynamo, dynamo.tables.core, usageKey(owner), options);
  return item && UsageSum.parse(item);
}

/** The names that the expressions of the ledger share: `open` and `bytes` are reserved words. */
export const sumNames = (photo: PhotoId) => ({ "#open": "open", "#photo": photo, "#bytes": "bytes" });

/** Takes an open reservation out of the sum, in one update. Answers whether there was one. */
export async function dropReservation(
  { attempt, documents, tables }: Dynamo,
  owner: UserId,
  photo: PhotoId,
  options?: CallOptions,
): Promise<boolean> {
  const update: UpdateCommandInput = {
    TableName: tables.core,
    Key: usageKey(owner),
    UpdateExpression: "SET photos = photos - :one, #bytes = #bytes - #open.#photo[0] REMOVE #open.#photo",
    ConditionExpression: "attribute_exists(#open.#photo)",
    ExpressionAttributeNames: sumNames(photo),
    ExpressionAttributeValues: { ":one": 1 },
  };
  try {
    await attempt((sending) => documents.send(new UpdateCommand(update), sending), options);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}
