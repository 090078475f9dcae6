import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { attemptsWorth, translateDynamoError } from "./translate-dynamo-error.ts";

const clientFault = (name: string) => Object.assign(new Error(name), { name, $fault: "client" });

const canceled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: "canceled",
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe(attemptsWorth, () => {
  it("is a few where the service fails or does not answer", () => {
    expect(attemptsWorth(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }))).toBe(3);
    expect(attemptsWorth(Object.assign(new Error("fault"), { name: "InternalServerError", $fault: "server" }))).toBe(3);
  });

  it("is many where others are in the way", () => {
    expect(attemptsWorth(clientFault("ThrottlingException"))).toBe(8);
    expect(attemptsWorth(clientFault("ProvisionedThroughputExceededException"))).toBe(8);
    expect(attemptsWorth(clientFault("TransactionConflictException"))).toBe(8);
    expect(attemptsWorth(clientFault("TransactionInProgressException"))).toBe(8);
  });

  it("is one where we are mistaken, or have no right to it", () => {
    expect(attemptsWorth(clientFault("ValidationException"))).toBe(1);
    expect(attemptsWorth(clientFault("ResourceNotFoundException"))).toBe(1);
    expect(attemptsWorth(clientFault("AccessDeniedException"))).toBe(1);
    expect(attemptsWorth(clientFault("IdempotentParameterMismatchException"))).toBe(1);
  });

  it("goes by every reason of a cancelled transaction, at every place", () => {
    for (const code of ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]) {
      expect(attemptsWorth(canceled(code, "None", "None"))).toBe(8);
      expect(attemptsWorth(canceled("None", code, "None"))).toBe(8);
      expect(attemptsWorth(canceled("None", "None", code))).toBe(8);
      expect(attemptsWorth(canceled("ValidationError", "None", code))).toBe(1);
      expect(attemptsWorth(canceled(code, "ItemCollectionSizeLimitExceeded"))).toBe(1);
    }
    expect(attemptsWorth(canceled("ValidationError", "None"))).toBe(1);
    expect(attemptsWorth(canceled())).toBe(1);
  });
});

describe(translateDynamoError, () => {
  it("says that the database is unavailable, and why", () => {
    const cause = clientFault("ValidationException");
    expect(translateDynamoError(cause)).toMatchObject({ code: "unavailable", cause });
  });

  it("leaves an abort what the caller's signal says", () => {
    const reason = new Error("the client went away");
    expect(translateDynamoError(new Error("aborted"), AbortSignal.abort(reason))).toBe(reason);
  });
});
