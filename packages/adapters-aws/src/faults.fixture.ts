import { Readable } from "node:stream";

export interface Fault {
  /** Below the SDK's own attempts (`wire`), so that it tries again by itself, or above them, so that the adapter has to. */
  readonly level: "wire" | "call";
  /** Before AWS hears of the call, or when it has done all of it and its answer gets lost. */
  readonly moment: "before" | "after";
  /** Which calls break, counted from 0 since the fault began. */
  readonly isBroken: (call: number) => boolean;
  /** What comes in place of the answer: a connection that breaks, unless told. */
  readonly says?: () => Error;
}

/** Lets calls of a client break as networks and services do. */
export interface Faults {
  /** Does something while calls break; resolves to its result, and how many calls there were on that level. */
  during<Result>(fault: Fault, act: () => Promise<Result>): Promise<{ result: Result; calls: number }>;
}

/** Every client of the SDK's has types of its own for what goes through it. */
interface Stack {
  add(middleware: object, options: { step: "initialize" | "finalizeRequest"; priority: "high" | "low" }): void;
}

export function breakCalls(client: { readonly middlewareStack: object }): Faults {
  const stack = client.middlewareStack as Stack;
  let current: Fault | undefined;
  let calls = 0;
  const breaking =
    (level: Fault["level"]) =>
    <Args, Output>(next: (args: Args) => Promise<Output>) =>
    async (args: Args): Promise<Output> => {
      if (current?.level !== level) return next(args);
      calls += 1;
      const { isBroken, moment, says = brokenConnection } = current;
      if (!isBroken(calls - 1)) return next(args);
      if (moment === "after") await next(args).then(drop, () => undefined);
      throw says();
    };
  stack.add(breaking("call"), { step: "initialize", priority: "high" });
  stack.add(breaking("wire"), { step: "finalizeRequest", priority: "low" });
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

const brokenConnection = (): Error =>
  Object.assign(new Error("socket hang up"), { name: "TimeoutError", code: "ECONNRESET" });

/** An answer that got lost has no body that somebody could read. */
function drop(result: unknown): void {
  const { output } = result as { readonly output?: { readonly Body?: unknown } };
  if (output?.Body instanceof Readable) output.Body.on("error", () => undefined).destroy();
}
