import { PutCommand, TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { type CallOptions, type Change, type Counted, ReceiptExists, SaveConflict } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import type { CoreKey } from "./keys.ts";
import { readItem } from "./read-item.ts";
import { receiptPut } from "./receipts.ts";
import { type Refused, refusals } from "./refusal.ts";

/** Where an aggregate is stored, and what of it indexes and rivals have to see. */
export interface Place {
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
  /** Attributes that indexes go by; `undefined` keeps the item out of an index. */
  readonly indexed?: Readonly<Record<string, string | undefined>>;
  /** Items of the core table that nobody else may have. */
  readonly claims?: readonly CoreKey[];
}

/**
 * Saves an aggregate as one item: the `document`, and the events that this save raised, in place of those before; the
 * table's stream carries them. A plain conditional Put; a transaction only with claims (made by a first save, and never
 * changed) or a receipt.
 *
 * Every save writes a `changeId` of its own. Where the item has moved on and bears ours, an earlier attempt got through
 * and its answer was lost: that is success.
 */
export async function saveAggregate<Aggregate extends Counted>(
  dynamo: Dynamo,
  place: Place,
  { before, after, events, receipt }: Change<Aggregate>,
  options?: CallOptions,
): Promise<void> {
  const changeId = dynamo.ids.next();
  const [keyName = ""] = Object.keys(place.key);
  const unwritten = "attribute_not_exists(#key)";
  const put = {
    TableName: place.table,
    Item: { ...place.key, ...place.indexed, changeId, document: after, ...(events.length > 0 && { events }) },
    ...(before === undefined
      ? { ConditionExpression: unwritten, ExpressionAttributeNames: { "#key": keyName } }
      : { ConditionExpression: "document.saved = :before", ExpressionAttributeValues: { ":before": before.saved } }),
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  };
  const claims = (before === undefined ? (place.claims ?? []) : []).map((claim) => ({
    TableName: dynamo.tables.core,
    Item: { ...claim, changeId },
    ConditionExpression: unwritten,
    ExpressionAttributeNames: { "#key": "pk" },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  }));
  const receipts = receipt === undefined ? [] : [receiptPut(dynamo, receipt, changeId)];
  const rest = [...claims, ...receipts];

  try {
    await dynamo.attempt<unknown>(
      (sending) =>
        rest.length === 0
          ? dynamo.documents.send(new PutCommand(put), sending)
          : dynamo.documents.send(new TransactWriteCommand(together([put, ...rest], changeId)), sending),
      options,
    );
  } catch (error) {
    const refused = refusals(error);
    if (refused.length === 0) throw error;
    const isOurs = (refusal: Refused | undefined) => refusal?.item?.["changeId"] === changeId;
    if (refused.some(isOurs)) return;
    const [aggregate] = refused;
    if (aggregate !== undefined && aggregate.item === undefined) {
      // Some servers do not give the item back.
      const item = await readItem(dynamo, place.table, place.key, options);
      if (isOurs({ item })) return;
    }
    const isConflict = refused.slice(0, 1 + claims.length).some((refusal) => refusal !== undefined);
    throw isConflict ? new SaveConflict({ cause: error }) : new ReceiptExists({ cause: error });
  }
}

type Put = NonNullable<NonNullable<TransactWriteCommandInput["TransactItems"]>[number]["Put"]>;

// The token makes DynamoDB itself answer a repeated attempt with success, for ten minutes.
const together = (puts: readonly Put[], changeId: string): TransactWriteCommandInput => ({
  TransactItems: puts.map((Put) => ({ Put })),
  ClientRequestToken: changeId,
});
