import { setTimeout } from "node:timers/promises";
import { context, DiagLogLevel, diag, propagation } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { setGlobalErrorHandler, W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { createObservedTintype, createObserver, createRequestObserver } from "@tintype/telemetry";
import { ConfigError } from "../environment.ts";
import type { Telemetry } from "./telemetry.ts";
import type { TelemetryConfig } from "./telemetry-config.ts";
import { watchQueue } from "./watch-queue.ts";

const PATIENCE = 3_000;
/** So many different troubles are enough to know that there are some. */
const MANY = 20;

/**
 * Traces and metrics by OpenTelemetry's SDK, sent by OTLP. What is under way in this process is the SDK's from now on.
 * Throws `ConfigError` where the environment says something that the SDK cannot use.
 */
export function openOtlp(config: TelemetryConfig, report: (trouble: string) => void): Telemetry {
  const complaints: string[] = [];
  listen((complaint) => complaints.push(complaint));
  const { traces, metrics, tracesEvery, metricsEvery } = config;
  const resource = defaultResource()
    .merge(resourceFromAttributes({ "service.name": "tintype" }))
    .merge(detectResources({ detectors: [envDetector] }));
  const spans = traces && new OTLPTraceExporter({ url: traces });
  const tracers = new TracerProvider({
    resource,
    sampler: spans ? samplerOf(config) : new AlwaysOffSampler(),
    spanProcessors: spans ? [new BatchSpanProcessor({ exporter: spans, scheduledDelayMillis: tracesEvery })] : [],
  });
  const measures = metrics && new OTLPMetricExporter({ url: metrics });
  const meters = new MeterProvider({
    resource,
    readers: measures
      ? [new PeriodicExportingMetricReader({ exporter: measures, exportIntervalMillis: metricsEvery })]
      : [],
  });
  if (complaints[0] !== undefined) throw new ConfigError(complaints[0]);
  listen(onceEach(report));
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const observer = createObserver({ tracer: tracers.getTracer("tintype"), meter: meters.getMeter("tintype") });

  return {
    createTintype: (ports) => createObservedTintype(ports, observer),
    requests: createRequestObserver(observer),
    watchQueue: (queue, clock) => watchQueue(observer.meter, queue, clock),
    close: async () => {
      await Promise.race([
        Promise.allSettled([tracers.shutdown(), meters.shutdown()]),
        setTimeout(PATIENCE, undefined, { ref: false }),
      ]);
      context.disable();
      propagation.disable();
      diag.disable();
    },
  };
}

function samplerOf({ sampler, ratio }: TelemetryConfig): Sampler {
  const root = sampler.endsWith("always_off")
    ? new AlwaysOffSampler()
    : sampler.endsWith("traceidratio")
      ? new TraceIdRatioBasedSampler(ratio)
      : new AlwaysOnSampler();
  return sampler.startsWith("parentbased_") ? new ParentBasedSampler({ root }) : root;
}

/** Hears what the SDK says of its troubles. */
function listen(tell: (trouble: string) => void): void {
  const ignore = (): void => {};
  const logger = { error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  setGlobalErrorHandler((error) => tell(wordsOf(error)));
}

/** `localhost` has two addresses, and an error for each. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}

/** A receiver that is away is away every few seconds: the same trouble again is not worth telling. */
function onceEach(report: (trouble: string) => void): (trouble: string) => void {
  const told = new Set<string>();
  return (trouble) => {
    if (told.has(trouble) || told.size === MANY) return;
    told.add(trouble);
    report(trouble);
  };
}
