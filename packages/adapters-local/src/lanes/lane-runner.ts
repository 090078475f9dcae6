import { clearTimeout, setTimeout } from "node:timers";
import {
  attemptsOfEvent,
  type BackoffOptions,
  createBackoff,
  type Delivery,
  type EventQueue,
  type Lane,
  lanes,
} from "@tintype/core";
import { createLane, type LaneReport } from "./lane.ts";

export interface LaneRunnerOptions extends BackoffOptions {
  readonly queue: EventQueue;
  /** Does what follows from an event. A rejection means: again, later. */
  readonly react: (delivery: Delivery) => Promise<void>;
  /** How many events of a lane are worked on at once. */
  readonly concurrency: Readonly<Record<Lane, number>>;
  /** How often an event is tried before it is buried. `attemptsOfEvent` unless told. */
  readonly attempts?: number | undefined;
  /**
   * Milliseconds after which an event that nobody finished (its process died) is taken up again. An event that takes
   * longer is still worked on once in this process. 60,000 unless told.
   */
  readonly lease?: number | undefined;
  /** Is told whatever went wrong. */
  readonly log: (report: LaneReport) => void;
  /** Node's, unless told. */
  readonly timers?: Timers | undefined;
}

export interface Timers {
  setTimeout(callback: () => void, milliseconds: number): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: every kind of timers has its own handle
  clearTimeout(timer: any): void;
}

export interface LaneRunner extends AsyncDisposable {
  /**
   * Looks for events on these lanes (on all, unless told) and works on them until there are none. To be called once to
   * begin with, and whenever events have been saved; what is due later (retries, lost leases) is found without.
   */
  wake(lanes?: Iterable<Lane>): void;
  /** Begins nothing more, and resolves when everything that was begun has ended. Idempotent. */
  close(): Promise<void>;
}

/** Works off the lanes of an event queue in this process. Nothing happens before the first `wake`. */
export function createLaneRunner(options: LaneRunnerOptions): LaneRunner {
  const { attempts = attemptsOfEvent, lease = 60_000, timers = { setTimeout, clearTimeout } } = options;
  const pending = new Set<unknown>();
  const backoff = createBackoff(options);
  const crew = new Map(
    lanes.map((lane) => [
      lane,
      createLane({ ...options, lane, concurrency: options.concurrency[lane], attempts, lease, backoff, later }),
    ]),
  );
  let state: "new" | "running" | "closed" = "new";

  function later(action: () => void, milliseconds: number): void {
    if (state === "closed") return;
    const timer = timers.setTimeout(() => {
      pending.delete(timer);
      action();
    }, milliseconds);
    pending.add(timer);
  }

  /** Finds what other processes, or an earlier life of this one, took and never finished. */
  function patrol(): void {
    for (const lane of crew.values()) lane.look();
    later(patrol, lease);
  }

  function wake(which: Iterable<Lane> = lanes): void {
    if (state === "new") {
      state = "running";
      later(patrol, lease);
    }
    for (const lane of which) crew.get(lane)?.look();
  }

  async function close(): Promise<void> {
    state = "closed";
    for (const timer of pending) timers.clearTimeout(timer);
    pending.clear();
    await Promise.all([...crew.values()].map((lane) => lane.close()));
  }

  return { wake, close, [Symbol.asyncDispose]: close };
}
