import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import type { LaneBacklog } from "@tintype/adapters-local";
import { minutes } from "@tintype/core";
import { createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { watchQueue } from "./watch-queue.ts";

/** What is told of a queue that stands like that, five minutes after the clock began. */
async function told(backlog: () => Promise<readonly LaneBacklog[]>): Promise<Record<string, unknown>> {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const meters = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  const clock = createManualClock();
  clock.advance(minutes(5));
  watchQueue(meters.getMeter("test"), { backlog }, clock);
  await meters.forceFlush();
  const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  await meters.shutdown();
  return Object.fromEntries(
    metrics.map(({ descriptor, dataPoints }) => [
      descriptor.name,
      Object.fromEntries(dataPoints.map(({ attributes, value }) => [attributes["tintype.lane"], value])),
    ]),
  );
}

describe(watchQueue, () => {
  it("tells for each lane how many wait, for how long, and how many were given up", async () => {
    const since = createManualClock().now();
    const backlog = async () => [
      { lane: "imaging", events: 3, since, buried: 1 } as const,
      { lane: "mail", events: 0, since: undefined, buried: 0 } as const,
    ];
    expect(await told(backlog)).toEqual({
      "tintype.queue.events": { imaging: 3, mail: 0 },
      "tintype.queue.age": { imaging: 300, mail: 0 },
      "tintype.queue.buried": { imaging: 1, mail: 0 },
    });
  });

  it("tells nothing of a queue that has closed", async () => {
    expect(await told(() => Promise.reject(new Error("closed")))).toEqual({});
  });
});
