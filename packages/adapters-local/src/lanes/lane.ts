import { type Delivery, type EventQueue, type Lane, TintypeError } from "@tintype/core";

/** What went wrong, and what became of it. A lane whose queue failed comes back to it by itself. */
export type LaneReport =
  | { readonly kind: "retried"; readonly delivery: Delivery; readonly delay: number; readonly error: unknown }
  | { readonly kind: "buried"; readonly delivery: Delivery; readonly error: unknown }
  | { readonly kind: "queue_failed"; readonly lane: Lane; readonly error: unknown };

interface LaneOptions {
  readonly lane: Lane;
  readonly queue: EventQueue;
  readonly react: (delivery: Delivery) => Promise<void>;
  readonly concurrency: number;
  readonly attempts: number;
  readonly lease: number;
  readonly backoff: (attempt: number) => number;
  readonly log: (report: LaneReport) => void;
  readonly later: (action: () => void, milliseconds: number) => void;
}

/** Timers may be early by as long as the thread was busy, and what comes a moment too early finds nothing due. */
const MARGIN = 50;

/**
 * The workers of one lane. An event that is handed out once more while it is being worked on is not begun again: its new
 * lease replaces the one that was lost.
 */
export function createLane({ lane, queue, react, concurrency, attempts, lease, backoff, log, later }: LaneOptions) {
  /** What is worked on, by event, with the newest lease on it. */
  const held = new Map<string, Delivery>();
  const unfinished = new Set<Promise<void>>();
  let looking = false;
  let lookAgain = false;
  let failures = 0;
  let closed = false;

  /** `close` waits for the task. */
  function begin(task: Promise<void>): void {
    unfinished.add(task);
    void task.finally(() => unfinished.delete(task));
  }

  const isFree = () => !closed && held.size < concurrency;

  function look(): void {
    lookAgain = true;
    if (!looking && !closed) begin(takeAll());
  }

  async function takeAll(): Promise<void> {
    looking = true;
    try {
      while (lookAgain && isFree()) {
        lookAgain = false;
        const deliveries = await queue.take(lane, { lease, limit: concurrency - held.size });
        for (const delivery of deliveries) accept(delivery);
      }
      failures = 0;
    } catch (error) {
      failures += 1;
      log({ kind: "queue_failed", lane, error });
      later(look, backoff(failures));
    } finally {
      looking = false;
    }
  }

  function accept(delivery: Delivery): void {
    const isUnderWay = held.has(delivery.event.id);
    if (closed && !isUnderWay) {
      begin(queue.retry(delivery, 0).catch(giveUp));
      return;
    }
    held.set(delivery.event.id, delivery);
    if (!isUnderWay) begin(work(delivery));
  }

  async function work(delivery: Delivery): Promise<void> {
    const { id } = delivery.event;
    const failure = await failureOf(delivery);
    const newest = held.get(id) ?? delivery;
    try {
      if (failure === undefined) await queue.done(newest);
      else await postpone(newest, failure.error);
    } catch (error) {
      giveUp(error);
    }
    held.delete(id);
    look();
  }

  async function failureOf(delivery: Delivery): Promise<{ readonly error: unknown } | undefined> {
    if (delivery.attempt > attempts) return { error: new Error(`It was begun ${attempts} times, and never ended.`) };
    try {
      await react(delivery);
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  async function postpone(delivery: Delivery, error: unknown): Promise<void> {
    if (delivery.attempt >= attempts) {
      await queue.bury(delivery, reasonOf(error));
      log({ kind: "buried", delivery, error });
      return;
    }
    const delay = backoff(delivery.attempt);
    await queue.retry(delivery, delay);
    later(look, delay + MARGIN);
    log({ kind: "retried", delivery, delay, error });
  }

  /** The event comes again when its lease ends. */
  function giveUp(error: unknown): void {
    log({ kind: "queue_failed", lane, error });
  }

  async function close(): Promise<void> {
    closed = true;
    while (unfinished.size > 0) await Promise.all(unfinished);
  }

  return { look, close };
}

function reasonOf(error: unknown): string {
  if (error instanceof TintypeError) return `${error.code}: ${error.message}`;
  return String(error);
}
