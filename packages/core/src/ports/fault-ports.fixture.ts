import { Unavailable } from "../shared/errors.ts";
import type { Ports } from "./index.ts";
import type { Metadata } from "./metadata.ts";
import { StorageFull } from "./port-errors.ts";

/** One fault: at which call of a port, whether the call has had its effect by then, and how bad it is. */
export interface Fault {
  /** Counted from 1, over all ports together; every step of something that streams is a call. */
  readonly at: number;
  readonly when: "before" | "after";
  /**
   * `trouble`: that call alone is `unavailable`. `crash`: nothing that the process still tries has any effect. `full`: from
   * that call on, nothing is kept any more (`storage_full`); calls that only read are not counted, and go well.
   */
  readonly kind: "trouble" | "crash" | "full";
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

/** What needs no room: everything else is taken to write. */
const reading =
  /^(get|find\w+|receipt|list|months|due|ofOwner|unfinished|head|open|openSince|usage|lookUp|verify|hash|received|sign)$/;

/** The same ports, of which one call goes wrong. */
export function createFaultyPorts<All extends Ports & Pick<Metadata, "queue">>(
  ports: All,
  { at, when, kind }: Fault,
): FaultyPorts<All> {
  let calls = 0;
  let failed = false;

  async function call<T>(name: string, effect: () => T | Promise<T>): Promise<T> {
    if (failed && kind === "crash") throw new Gone();
    if (kind === "full" && reading.test(name)) return effect();
    calls += 1;
    if (calls < at || (calls > at && kind !== "full")) return effect();
    failed = true;
    if (when === "after") await effect();
    throw troubles[kind]();
  }

  async function* stepByStep<T>(name: string, iterable: AsyncIterable<T>): AsyncGenerator<T> {
    const steps = iterable[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value } = await call(name, () => steps.next());
        if (done === true) return;
        yield value;
      }
    } finally {
      await steps.return?.();
    }
  }

  const faulty = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, key) {
        const method: unknown = Reflect.get(target, key);
        if (typeof method !== "function") return method;
        const name = String(key);
        return (...args: unknown[]) => {
          if (method.constructor.name === "AsyncGeneratorFunction") return stepByStep(name, method.apply(target, args));
          return call(name, () => method.apply(target, args));
        };
      },
    });

  const wrapped = Object.entries(ports).map(([name, port]) => [name, faultless.includes(name) ? port : faulty(port)]);
  return { ports: Object.fromEntries(wrapped), hasFailed: () => failed };
}

const troubles: Readonly<Record<Fault["kind"], () => Error>> = {
  trouble: () => new Unavailable("A port has failed, as it was told to."),
  crash: () => new Gone(),
  full: () => new StorageFull(),
};
