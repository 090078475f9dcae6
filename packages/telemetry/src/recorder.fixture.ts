import { type Attributes, context, propagation } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  AggregationTemporality,
  type Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { createObserver, type Observer } from "./observer.ts";

/** One series of a metric: its labels, and its sum or how often something was measured. */
export interface Series {
  readonly metric: string;
  readonly attributes: Attributes;
  readonly count: number;
}

export interface Recorder extends AsyncDisposable {
  readonly observer: Observer;
  /** Every span that has ended, in that order. */
  spans(): Promise<readonly ReadableSpan[]>;
  series(metric: string): Promise<readonly Series[]>;
  /** All words that would leave the house. */
  everything(): Promise<string>;
}

/** OpenTelemetry's own SDK, which keeps what it is given in memory. One at a time: what is under way is global. */
export function createRecorder(): Recorder {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const spans = new InMemorySpanExporter();
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] });
  const reader = new PeriodicExportingMetricReader({ exporter: metrics });
  const meterProvider = new MeterProvider({ readers: [reader] });

  async function collected() {
    await meterProvider.forceFlush();
    return (
      metrics
        .getMetrics()
        .at(-1)
        ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? []
    );
  }

  async function finished() {
    await tracerProvider.forceFlush();
    return spans.getFinishedSpans();
  }

  return {
    observer: createObserver({ tracer: tracerProvider.getTracer("test"), meter: meterProvider.getMeter("test") }),
    spans: finished,
    series: async (metric) => {
      const points = (await collected()).find(({ descriptor }) => descriptor.name === metric)?.dataPoints ?? [];
      return points.map(({ attributes, value }) => ({
        metric,
        attributes,
        count: typeof value === "number" ? value : (value as Histogram).count,
      }));
    },
    everything: async () => {
      const told = (await finished()).map(({ name, attributes, events, links, status }) => ({
        name,
        attributes,
        events,
        links,
        status,
      }));
      return JSON.stringify([told, await collected()]);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()]);
      context.disable();
      propagation.disable();
    },
  };
}

/** The spans as a tree, each child with its parent's indentation and two spaces more, in the order of their beginnings. */
export function treeOf(spans: readonly ReadableSpan[]): string {
  const childrenOf = (id: string | undefined) =>
    spans.filter(({ parentSpanContext }) => parentSpanContext?.spanId === id);
  const known = new Set(spans.map((span) => span.spanContext().spanId));
  const lines = (span: ReadableSpan, depth: number): readonly string[] => [
    `${"  ".repeat(depth)}${span.name}`,
    ...childrenOf(span.spanContext().spanId).flatMap((child) => lines(child, depth + 1)),
  ];
  return spans
    .filter(({ parentSpanContext }) => parentSpanContext === undefined || !known.has(parentSpanContext.spanId))
    .flatMap((root) => lines(root, 0))
    .join("\n");
}
