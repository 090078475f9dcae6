import { Unavailable } from "@tintype/core";

/** What the port says where DynamoDB could not do its work. An abort stays what the caller's signal says. */
export function translateDynamoError(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  return new Unavailable("The database cannot answer right now: try again in a moment.", { cause: error });
}

/**
 * How often a request is worth sending that ended so. Contention passes: throttling, and the transactions of others.
 * Where the service fails or does not answer, the SDK has tried three times already. A refused condition and a malformed
 * request stay what they are.
 */
export function attemptsWorth(error: unknown): number {
  const { name = "", $fault, CancellationReasons: reasons = [] } = error as DynamoFailure;
  if ($fault !== "client") return 3;
  if (name !== "TransactionCanceledException") return contention.has(name) ? 8 : 1;
  const codes = reasons.map(({ Code = "None" }) => Code).filter((code) => code !== "None");
  return codes.length > 0 && codes.every((code) => contentionWithin.has(code)) ? 8 : 1;
}

interface DynamoFailure {
  readonly name?: string;
  readonly $fault?: "client" | "server";
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

// docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
const contention = new Set([
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "ReplicatedWriteConflictException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TransactionConflictException",
  "TransactionInProgressException",
]);

// docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
const contentionWithin = new Set(["TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError"]);
