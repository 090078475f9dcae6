import type { ConsumedCapacity } from "@aws-sdk/client-dynamodb";
import { isRefusal } from "./dynamo/refusal.ts";

/** One request, and the capacity units that it consumes: of reading 4 KB consistently or 8 KB otherwise, of writing 1 KB. */
export interface MeteredCall {
  readonly name: string;
  readonly units: number;
}

type Next = (args: { readonly input: object }) => Promise<{ readonly output: object }>;

interface Stack {
  add(middleware: object, options: { step: "initialize"; priority: "low" }): void;
}

/**
 * Tells what clients of the SDK's send while something is done. Writing costs units per item and index, twice in a
 * transaction (docs.aws.amazon.com, "Read and write operations").
 */
export function meter(
  ...clients: readonly { readonly middlewareStack: object }[]
): <Result>(
  act: () => Promise<Result>,
) => Promise<{ readonly result: Result; readonly calls: readonly MeteredCall[] }> {
  let calls: MeteredCall[] | undefined;
  const metering =
    (next: Next, { clientName, commandName = "" }: { readonly clientName?: string; readonly commandName?: string }) =>
    async (args: Parameters<Next>[0]) => {
      const current = calls;
      if (current === undefined) return next(args);
      const name = commandName.replace("Command", "");
      if (clientName === "DynamoDBClient") Object.assign(args.input, { ReturnConsumedCapacity: "TOTAL" });
      try {
        const result = await next(args);
        current.push({ name, units: unitsOf(args.input, result.output) });
        return result;
      } catch (error) {
        // A write whose condition is refused consumes what the item has; ours are of 1 KB.
        current.push({ name, units: isRefusal(error) ? 1 : 0 });
        throw error;
      }
    };
  for (const { middlewareStack } of clients) {
    (middlewareStack as Stack).add(metering, { step: "initialize", priority: "low" });
  }
  return async (act) => {
    const counted: MeteredCall[] = [];
    calls = counted;
    try {
      return { result: await act(), calls: counted };
    } finally {
      calls = undefined;
    }
  };
}

function unitsOf(input: object, output: object): number {
  const { TransactItems = [] } = input as { TransactItems?: readonly unknown[] };
  const { ConsumedCapacity: consumed = [] } = output as { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] };
  const tables = [consumed].flat();
  // Within a transaction DynamoDB Local rounds up the sum of a table's items, and DynamoDB each of them.
  const rounded = TransactItems.length === 0 ? 0 : 2 * (TransactItems.length - tables.length);
  return tables.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, rounded);
}
