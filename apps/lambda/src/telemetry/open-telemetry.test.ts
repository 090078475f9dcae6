import { context, metrics, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, InMemorySpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";
import { systemClock } from "@tintype/adapters-local";
import { createMemoryPorts } from "@tintype/core/testing";
import { afterEach, describe, expect, it } from "vitest";
import { readConfig } from "../config.ts";
import { environment } from "../environment.fixture.ts";
import { createApp } from "../http/create-app.ts";
import { createHttpHandler } from "../http/create-http-handler.ts";
import { gateways } from "../http/gateways.fixture.ts";
import { openTelemetry } from "./open-telemetry.ts";

/** Registers OpenTelemetry's SDK as a layer does: before the function is loaded. What it was given it has when it is told to send. */
function registerSdk() {
  const spans = new InMemorySpanExporter();
  const measures = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: measures, exportIntervalMillis: 3_600_000 });
  const waiting = new BatchSpanProcessor({ exporter: spans, scheduledDelayMillis: 3_600_000 });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [waiting] }));
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  return { spans, measures };
}

async function openHandler() {
  const telemetry = await openTelemetry();
  const { requests } = telemetry;
  const config = readConfig(environment);
  const { userPool } = config;
  if (userPool === undefined) throw new Error("The environment has a pool.");
  const app = createApp({
    ...config,
    userPool,
    tintype: telemetry.createTintype(createMemoryPorts()),
    clock: systemClock,
    rates: undefined,
    ready: async () => {},
    log: () => {},
    requests,
  });
  return telemetry.sending(createHttpHandler(app, requests));
}

const seen = "4bf92f3577b34da6a3ce929d0e0e4736";
const request = {
  method: "GET",
  target: "/s/somebodys-link",
  headers: [["x-amzn-trace-id", `Root=1-${seen.slice(0, 8)}-${seen.slice(8)};Parent=53995c3f42cd8ad8;Sampled=1`]],
} as const;

describe("a function that somebody looks at", () => {
  afterEach(() => {
    for (const api of [context, propagation, trace, metrics]) api.disable();
  });

  it.each(Object.entries(gateways))(
    "has sent its spans when it has answered %s, in the gateway's trace, and no word of the caller's",
    async (_, toEvent) => {
      const { spans } = registerSdk();
      const handle = await openHandler();
      expect(await handle(toEvent(request, "gateway-id"))).toMatchObject({ statusCode: 404 });
      const [operation, answered] = spans.getFinishedSpans();
      expect([answered?.name, operation?.name]).toEqual(["GET /s/{token}", "shares.describeShare"]);
      expect(operation?.parentSpanContext?.spanId).toBe(answered?.spanContext().spanId);
      expect(answered?.parentSpanContext).toMatchObject({ traceId: seen, spanId: "53995c3f42cd8ad8" });
      expect(answered?.attributes).toMatchObject({
        "http.response.status_code": 404,
        "tintype.outcome": "share_not_found",
        "tintype.request_id": "gateway-id",
      });
      expect(JSON.stringify(answered?.attributes)).not.toContain("somebodys-link");
    },
  );

  it("has sent its metrics, too", async () => {
    const { measures } = registerSdk();
    const handle = await openHandler();
    const toEvent = gateways["a REST API"];
    if (toEvent === undefined) throw new Error("There is such a gateway.");
    await handle(toEvent(request, "gateway-id"));
    const gathered = measures.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((each) => each.metrics));
    const names = gathered.map(({ descriptor }) => descriptor.name);
    expect(names).toEqual(expect.arrayContaining(["http.server.request.duration", "tintype.operation.duration"]));
  });

  it("knows who gathers metrics: whoever traces alone does not", async () => {
    registerSdk();
    expect((await openTelemetry()).gathersMetrics).toBe(true);
    metrics.disable();
    expect((await openTelemetry()).gathersMetrics).toBe(false);
  });

  it("answers alike where what it has seen cannot be sent", async () => {
    registerSdk();
    trace.disable();
    const forceFlush = () => Promise.reject(new Error("no answer"));
    trace.setGlobalTracerProvider(Object.assign(new TracerProvider(), { forceFlush }));
    const { sending } = await openTelemetry();
    expect(await sending(async () => "answer")()).toBe("answer");
  });
});

describe("a function that nobody looks at", () => {
  it("has nothing around it", async () => {
    const handler = async () => "answer";
    Reflect.deleteProperty(globalThis, Symbol.for("opentelemetry.js.api.1"));
    const telemetry = await openTelemetry();
    expect(telemetry.sending(handler)).toBe(handler);
    expect(telemetry.requests).toBeUndefined();
  });
});
