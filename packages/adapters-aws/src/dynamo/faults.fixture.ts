import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

export interface Fault {
  /** Below the SDK's own attempts (`wire`), so that it tries again by itself, or above them, so that the adapter has to. */
  readonly level: "wire" | "call";
  /** Before DynamoDB hears of the call, or when it has done all of it and its answer gets lost. */
  readonly moment: "before" | "after";
  /** Which calls break, counted from 0 since the fault began. */
  readonly isBroken: (call: number) => boolean;
}

/** Lets calls of a client break as a network does. */
export interface Faults {
  /** Does something while calls break; resolves to its result, and how many calls there were on that level. */
  during<Result>(fault: Fault, act: () => Promise<Result>): Promise<{ result: Result; calls: number }>;
}

export function breakCalls(client: DynamoDBClient): Faults {
  let current: Fault | undefined;
  let calls = 0;
  const breaking =
    (level: Fault["level"]) =>
    <Args, Output>(next: (args: Args) => Promise<Output>) =>
    async (args: Args): Promise<Output> => {
      if (current?.level !== level) return next(args);
      calls += 1;
      if (!current.isBroken(calls - 1)) return next(args);
      if (current.moment === "after") await next(args).catch(() => undefined);
      throw Object.assign(new Error("socket hang up"), { name: "TimeoutError", code: "ECONNRESET" });
    };
  client.middlewareStack.add(breaking("call"), { step: "initialize", priority: "high" });
  client.middlewareStack.add(breaking("wire"), { step: "finalizeRequest", priority: "low" });
  return {
    async during(fault, act) {
      [current, calls] = [fault, 0];
      try {
        return { result: await act(), calls };
      } finally {
        current = undefined;
      }
    },
  };
}
