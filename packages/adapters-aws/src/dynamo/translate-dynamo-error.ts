import { Unavailable } from "@tintype/core";

/** What the port says where DynamoDB could not do its work. An abort stays what the caller's signal says. */
export function translateDynamoError(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  return new Unavailable("The database cannot answer right now: try again in a moment.", { cause: error });
}

/**
 * Whether the same request may succeed when it is sent again: throttled, in the way of another transaction, a fault of
 * the service, or no answer at all. A refused condition or a malformed request stays what it is.
 */
export function isTransient(error: unknown): boolean {
  const { name = "", $fault, CancellationReasons: reasons = [] } = error as DynamoFailure;
  if ($fault !== "client") return true;
  if (name !== "TransactionCanceledException") return transientNames.has(name);
  const codes = reasons.map(({ Code = "None" }) => Code).filter((code) => code !== "None");
  return codes.length > 0 && codes.every((code) => transientReasons.has(code));
}

interface DynamoFailure {
  readonly name?: string;
  readonly $fault?: "client" | "server";
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

// docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
const transientNames = new Set([
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "ReplicatedWriteConflictException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TransactionConflictException",
  "TransactionInProgressException",
]);

// docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
const transientReasons = new Set(["TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError"]);
