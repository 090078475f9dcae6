import { SpanKind } from "@opentelemetry/api";
import { createTintype, millisOf, type Observe, type Ports, type Tintype } from "@tintype/core";
import { carryTrace } from "./carry-trace.ts";
import { countPhotos } from "./count-photos.ts";
import { observeBlobs } from "./observe-blobs.ts";
import { observeImages } from "./observe-images.ts";
import type { Observer } from "./observer.ts";
import { secondsBuckets } from "./seconds-buckets.ts";
import { contextOf } from "./trace-parent.ts";

/**
 * `createTintype`, with every operation in a span and counted. What follows from an event belongs to the trace of what
 * raised the event, however much later that is, and in whichever process: one trace goes from a request to the last
 * rendition. It does what it does without, and refuses what it refuses. What `observe` makes of operations is within.
 */
export function createObservedTintype(
  ports: Ports,
  observer: Observer,
  observe: Observe = (_, operations) => operations,
): Tintype {
  const inSpans = operationsOf(observer);
  const tintype = createTintype(observePorts(ports, observer), (name, operations) =>
    inSpans(name, observe(name, operations)),
  );
  const delays = observer.meter.createHistogram("tintype.reaction.delay", {
    description: "How long after an event what follows from it is begun for the first time.",
    unit: "s",
    advice: { explicitBucketBoundaries: secondsBuckets },
  });
  return {
    ...tintype,
    react: ({ event, lane, attempt, ...delivery }, options) => {
      const late = millisOf(ports.clock.now()) - millisOf(event.at);
      if (attempt === 1) delays.record(Math.max(0, late) / 1_000, { "tintype.lane": lane });
      return observer.during(
        `react.${event.type}`,
        () => tintype.react({ ...delivery, event, lane, attempt }, options),
        {
          kind: SpanKind.CONSUMER,
          parent: contextOf(event.trace),
          attributes: { "tintype.lane": lane, "tintype.attempt": attempt },
        },
      );
    },
  };
}

const observePorts = (ports: Ports, observer: Observer): Ports => ({
  ...ports,
  accounts: carryTrace(ports.accounts),
  photos: countPhotos(carryTrace(ports.photos), observer),
  shares: carryTrace(ports.shares),
  blobs: observeBlobs(ports.blobs, observer),
  images: observeImages(ports.images, observer),
});

/** Spans are called as operations are called: `photos.confirmUpload`. */
const operationsOf =
  ({ during }: Observer): Observe =>
  (feature, operations) =>
    Object.fromEntries(
      Object.entries<(...input: never[]) => Promise<unknown>>(operations).map(([name, operation]) => [
        name,
        (...input: never[]) => during(`${feature}.${name}`, () => operation(...input)),
      ]),
    ) as unknown as typeof operations;
