import {
  type AttributeValue,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";

/** A condition that did not hold, with the item that it was asked of (where there is one). */
export interface Refused {
  readonly item: Readonly<Record<string, unknown>> | undefined;
}

/** Whether a condition was refused: then nothing was written. */
export function isRefusal(error: unknown): boolean {
  return refusals(error).length > 0;
}

/**
 * What was refused, at the place that it has in the transaction; a single write is a transaction of one. Empty for any
 * other error. Items are there when the write asked for them (`ReturnValuesOnConditionCheckFailure`).
 */
export function refusals(error: unknown): readonly (Refused | undefined)[] {
  if (error instanceof ConditionalCheckFailedException) return [refused(error.Item)];
  if (!(error instanceof TransactionCanceledException)) return [];
  const reasons = (error.CancellationReasons ?? []).map(({ Code, Item }) =>
    Code === "ConditionalCheckFailed" ? refused(Item) : undefined,
  );
  return reasons.some((reason) => reason !== undefined) ? reasons : [];
}

const refused = (item: Record<string, AttributeValue> | undefined): Refused => ({ item: item && unmarshall(item) });
