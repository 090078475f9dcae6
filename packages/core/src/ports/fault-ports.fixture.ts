import { Unavailable } from "../shared/errors.ts";
import type { Ports } from "./index.ts";
import type { Metadata } from "./metadata.ts";

/** One fault: at which call of a port, whether the call has had its effect by then, and how bad it is. */
export interface Fault {
  /** Counted from 1, over all ports together; every step of something that streams is a call. */
  readonly at: number;
  readonly when: "before" | "after";
  /** `trouble`: that call alone is `unavailable`. `crash`: nothing that the process still tries has any effect. */
  readonly kind: "trouble" | "crash";
}

export interface FaultyPorts<All> {
  readonly ports: All;
  /** Whether the fault has happened: if not, there were fewer calls than that. */
  hasFailed(): boolean;
}

/** What a process that is gone sees of its ports. */
class Gone extends Error {
  override readonly name = "Gone";
}

// What only computes cannot fail.
const faultless: readonly string[] = ["settings", "clock", "ids", "secrets", "urls", "archives"];

/** The same ports, of which one call goes wrong. */
export function createFaultyPorts<All extends Ports & Pick<Metadata, "queue">>(
  ports: All,
  { at, when, kind }: Fault,
): FaultyPorts<All> {
  let calls = 0;
  let failed = false;

  async function call<T>(effect: () => T | Promise<T>): Promise<T> {
    if (failed && kind === "crash") throw new Gone();
    calls += 1;
    if (calls !== at) return effect();
    failed = true;
    if (when === "after") await effect();
    throw kind === "crash" ? new Gone() : new Unavailable("A port has failed, as it was told to.");
  }

  async function* stepByStep<T>(iterable: AsyncIterable<T>): AsyncGenerator<T> {
    const steps = iterable[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value } = await call(() => steps.next());
        if (done === true) return;
        yield value;
      }
    } finally {
      await steps.return?.();
    }
  }

  const faulty = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return (...args: unknown[]) => {
          if (method.constructor.name === "AsyncGeneratorFunction") return stepByStep(method.apply(target, args));
          return call(() => method.apply(target, args));
        };
      },
    });

  const wrapped = Object.entries(ports).map(([name, port]) => [name, faultless.includes(name) ? port : faulty(port)]);
  return { ports: Object.fromEntries(wrapped), hasFailed: () => failed };
}
