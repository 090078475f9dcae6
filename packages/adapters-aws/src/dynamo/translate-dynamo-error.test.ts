import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { isTransient, translateDynamoError } from "./translate-dynamo-error.ts";

const clientFault = (name: string) => Object.assign(new Error(name), { name, $fault: "client" });

const canceled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: "canceled",
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe(isTransient, () => {
  it("takes no answer, and a fault of the service, as something that passes", () => {
    expect(isTransient(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }))).toBe(true);
    expect(isTransient(Object.assign(new Error("internal"), { name: "InternalServerError", $fault: "server" }))).toBe(
      true,
    );
  });

  it("takes throttling, and another's transaction, as something that passes", () => {
    expect(isTransient(clientFault("ThrottlingException"))).toBe(true);
    expect(isTransient(clientFault("ProvisionedThroughputExceededException"))).toBe(true);
    expect(isTransient(clientFault("TransactionConflictException"))).toBe(true);
    expect(isTransient(clientFault("TransactionInProgressException"))).toBe(true);
  });

  it("takes a mistake of ours, or missing rights, as something that stays", () => {
    expect(isTransient(clientFault("ValidationException"))).toBe(false);
    expect(isTransient(clientFault("ResourceNotFoundException"))).toBe(false);
    expect(isTransient(clientFault("AccessDeniedException"))).toBe(false);
    expect(isTransient(clientFault("IdempotentParameterMismatchException"))).toBe(false);
  });

  it("goes by every reason of a cancelled transaction, at every place", () => {
    for (const code of ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]) {
      expect(isTransient(canceled(code, "None", "None"))).toBe(true);
      expect(isTransient(canceled("None", code, "None"))).toBe(true);
      expect(isTransient(canceled("None", "None", code))).toBe(true);
      expect(isTransient(canceled("ValidationError", "None", code))).toBe(false);
      expect(isTransient(canceled(code, "ItemCollectionSizeLimitExceeded"))).toBe(false);
    }
    expect(isTransient(canceled("ValidationError", "None"))).toBe(false);
    expect(isTransient(canceled())).toBe(false);
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
