import { ImageProcessorFailed, Unavailable } from "@tintype/core";
import type { Part } from "../develop-part.ts";
import { Refusal } from "../refusal.ts";
import { nextPart } from "./next-part.ts";
import { ChildEnded, type ImagingChild } from "./start-child.ts";
import { createStepQueue, type StepQueue } from "./step-queue.ts";
import { type Bounds, watchOver } from "./watch-over.ts";

export interface ImagingPoolOptions extends Bounds {
  /** How many children work at once. */
  readonly seats: number;
  /** A patient one lets other processes go first. */
  startChild(isPatient: boolean): ImagingChild;
  log(message: string): void;
}

/** A part that waits or runs. */
export interface PartInPool {
  readonly steps: StepQueue;
  /** Takes it out of the queue, or kills the child that runs it. Nothing happens where it has ended. */
  cancel(): void;
}

/** Runs parts of photos in child processes, one at a time in each, in the order that `nextPart` says. */
export interface ImagingPool {
  /** Tells that a photo is on its way, so that a seat is kept for it. Call what it gives when it is there, or lost. */
  expectPhoto(): () => void;
  add(job: Part): PartInPool;
  /** Starts the children before there is work for them. */
  warmUp(): void;
  /** Kills every child, and ends whatever waited or ran. */
  close(): Promise<void>;
}

interface Work {
  readonly job: Part;
  readonly steps: StepQueue;
  /** How many children ended before they had begun with it. */
  falseStarts: number;
}

interface Seat {
  /** Half of the seats (one of two) are where the rest is worked on while photos come in: what people wait for goes first. */
  readonly isPatient: boolean;
  child?: ImagingChild | undefined;
  work?: Work | undefined;
}

export function createImagingPool(options: ImagingPoolOptions): ImagingPool {
  const { startChild, log } = options;
  const seats: readonly Seat[] = Array.from({ length: options.seats }, (_, index) => ({
    isPatient: index >= Math.ceil(options.seats / 2),
  }));
  const waiting: Work[] = [];
  let arriving = 0;
  /** Whoever sends many photos sends the next when the first rendition of one is there. */
  let nextIsLikely: NodeJS.Timeout | undefined;
  let isClosed = false;

  const count = (kind: "first" | "rest", works: readonly (Work | undefined)[]): number =>
    works.filter((work) => work !== undefined && kindOf(work) === kind).length;

  function dispatch(): void {
    const hasFirst = waiting.some((work) => kindOf(work) === "first");
    for (const seat of hasFirst ? seats : seats.toReversed()) {
      if (seat.work !== undefined) continue;
      const running = seats.map(({ work }) => work);
      const waitingFirsts = count("first", waiting);
      const kind = nextPart({
        seats: seats.length,
        photosWithoutFirst: arriving + (nextIsLikely ? 1 : 0) + waitingFirsts + count("first", running),
        waitingFirsts,
        waitingRests: count("rest", waiting),
        runningRests: count("rest", running),
      });
      const index = waiting.findIndex((work) => kindOf(work) === kind);
      const [work] = index < 0 ? [] : waiting.splice(index, 1);
      if (work !== undefined) void occupy(seat, work);
    }
  }

  async function occupy(seat: Seat, work: Work): Promise<void> {
    seat.work = work;
    const child = childOf(seat);
    const starting = setTimeout(child.kill, mostMsToStart);
    let stopWatching: (() => void) | undefined;
    let excess: ImageProcessorFailed | undefined;
    try {
      const warnings = await child.run(work.job, {
        begun() {
          clearTimeout(starting);
          stopWatching = watchOver(child, options, (error) => {
            excess = error;
            child.kill();
          });
        },
        step: (step) => work.steps.push(step),
      });
      work.steps.end(warnings);
    } catch (error) {
      if (stopWatching === undefined && error instanceof ChildEnded) startAgain(work, error);
      else work.steps.end(excess ?? failureOf(error));
    } finally {
      clearTimeout(starting);
      stopWatching?.();
      seat.work = undefined;
      if (kindOf(work) === "first") expectNext();
      dispatch();
    }
  }

  function expectNext(): void {
    clearTimeout(nextIsLikely);
    nextIsLikely = setTimeout(() => {
      nextIsLikely = undefined;
      dispatch();
    }, msToNextPhoto).unref();
  }

  /** A child that ended before it had begun did not end of this photo. */
  function startAgain(work: Work, error: ChildEnded): void {
    work.falseStarts += 1;
    if (work.falseStarts < mostFalseStarts && !isClosed) waiting.unshift(work);
    else work.steps.end(new Unavailable("No process for images can be started.", { cause: error }));
  }

  function childOf(seat: Seat): ImagingChild {
    if (seat.child !== undefined) return seat.child;
    const child = startChild(seat.isPatient);
    seat.child = child;
    void replaceOnceEnded(seat, child);
    return child;
  }

  async function replaceOnceEnded(seat: Seat, child: ImagingChild): Promise<void> {
    const how = await child.ended;
    seat.child = undefined;
    if (isClosed) return;
    log(`A process for images ended: ${how}`);
    // One that never could work would only end again.
    if (child.wasReady()) childOf(seat);
  }

  function cancel(work: Work): void {
    const index = waiting.indexOf(work);
    if (index >= 0) waiting.splice(index, 1);
    work.steps.end(new Unavailable("Developing this photo was given up."));
    seats.find((seat) => seat.work === work)?.child?.kill();
  }

  return {
    expectPhoto() {
      arriving += 1;
      let isHere = false;
      return () => {
        if (isHere) return;
        isHere = true;
        arriving -= 1;
        dispatch();
      };
    },
    add(job) {
      const work: Work = { job, steps: createStepQueue(), falseStarts: 0 };
      if (isClosed) work.steps.end(new Unavailable("The image processor has been closed."));
      else waiting.push(work);
      dispatch();
      return { steps: work.steps, cancel: () => cancel(work) };
    },
    warmUp() {
      for (const seat of seats) childOf(seat);
    },
    async close() {
      isClosed = true;
      const closed = new Unavailable("The image processor has been closed.");
      for (const work of waiting.splice(0)) work.steps.end(closed);
      for (const { work } of seats) work?.steps.end(closed);
      const children = seats.flatMap(({ child }) => child ?? []);
      for (const child of children) child.kill();
      await Promise.all(children.map(({ ended }) => ended));
    },
  };
}

/** What people wait for, and what can wait for that. */
const kindOf = ({ job }: Work): "first" | "rest" => (job.part === "first" ? "first" : "rest");

const mostFalseStarts = 3;
/** In which the next photo is asked for, sent and stored: with no seat free it would wait twice as long as it takes. */
const msToNextPhoto = 100;
/** Long enough for a machine that is busy with everything else. */
const mostMsToStart = 30_000;

/** A refusal is the picture's; everything else brought the child down, or should have. */
const failureOf = (error: unknown): Error =>
  error instanceof Refusal
    ? error
    : new ImageProcessorFailed("image_crashed", "This photo brought the image processor down.", { cause: error });
