import {
  type CancellationReason,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { isRefusal, refusals } from "./refusal.ts";

const canceled = (...CancellationReasons: CancellationReason[]) =>
  new TransactionCanceledException({ message: "canceled", $metadata: {}, CancellationReasons });
const fine = { Code: "None" };
const Item = { changeId: { S: "01" }, views: { N: "3" } };

describe(refusals, () => {
  it("gives the item that a single write was refused for", () => {
    const error = new ConditionalCheckFailedException({ message: "failed", $metadata: {}, Item });
    expect(refusals(error)).toEqual([{ item: { changeId: "01", views: 3 } }]);
    expect(refusals(new ConditionalCheckFailedException({ message: "failed", $metadata: {} }))).toEqual([
      { item: undefined },
    ]);
  });

  it("gives the refusals of a transaction at the places of their writes", () => {
    expect(refusals(canceled(fine, { Code: "ConditionalCheckFailed", Item }, fine))).toEqual([
      undefined,
      { item: { changeId: "01", views: 3 } },
      undefined,
    ]);
  });

  it("says that a condition was refused even where something else was in the way too", () => {
    expect(isRefusal(canceled({ Code: "TransactionConflict" }, { Code: "ConditionalCheckFailed" }))).toBe(true);
  });

  it("is nothing for any other error", () => {
    expect(refusals(canceled({ Code: "TransactionConflict" }, fine))).toEqual([]);
    expect(refusals(new Error("socket hang up"))).toEqual([]);
    expect(isRefusal(undefined)).toBe(false);
  });
});
