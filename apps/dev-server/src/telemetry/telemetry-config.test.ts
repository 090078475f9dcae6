import { describe, expect, it } from "vitest";
import { ConfigError } from "../environment.ts";
import { readTelemetryConfig } from "./telemetry-config.ts";

const base = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318" };

describe(readTelemetryConfig, () => {
  it("says nothing where nobody says where to send it, whatever else is said", () => {
    expect(readTelemetryConfig({})).toBeUndefined();
    expect(readTelemetryConfig({ OTEL_SERVICE_NAME: "photos", OTEL_TRACES_SAMPLER: "jaeger_remote" })).toBeUndefined();
    expect(readTelemetryConfig({ ...base, OTEL_SDK_DISABLED: "TRUE" })).toBeUndefined();
  });

  it("needs an address alone", () => {
    expect(readTelemetryConfig(base)).toEqual({
      traces: "http://localhost:4318/v1/traces",
      metrics: "http://localhost:4318/v1/metrics",
      sampler: "parentbased_always_on",
      ratio: 1,
      tracesEvery: 5_000,
      metricsEvery: 60_000,
    });
  });

  it("takes what it is told", () => {
    const said = {
      OTEL_EXPORTER_OTLP_ENDPOINT: "https://otlp.example.com/otlp/",
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "https://metrics.example.com/push",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      OTEL_TRACES_SAMPLER_ARG: "0.25",
      OTEL_BSP_SCHEDULE_DELAY: "100",
      OTEL_METRIC_EXPORT_INTERVAL: "1000",
    };
    expect(readTelemetryConfig(said)).toEqual({
      traces: "https://otlp.example.com/otlp/v1/traces",
      metrics: "https://metrics.example.com/push",
      sampler: "parentbased_traceidratio",
      ratio: 0.25,
      tracesEvery: 100,
      metricsEvery: 1_000,
    });
  });

  it("sends one of the two where only that one has somewhere to go", () => {
    const { OTEL_EXPORTER_OTLP_ENDPOINT: address } = base;
    expect(readTelemetryConfig({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address })).toMatchObject({
      traces: address,
      metrics: undefined,
    });
    expect(readTelemetryConfig({ ...base, OTEL_TRACES_EXPORTER: "none" })).toMatchObject({
      traces: undefined,
      metrics: `${address}/v1/metrics`,
    });
  });

  it.for([
    ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "collector:4318", /give the address of an OTLP receiver/],
    ["OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", /http\/json is all that I speak/],
    ["OTEL_METRICS_EXPORTER", "prometheus", /give otlp or none/],
    ["OTEL_TRACES_SAMPLER", "sometimes", /give one of always_on, always_off, traceidratio/],
    ["OTEL_TRACES_SAMPLER_ARG", "1.5", /give a share from 0 to 1/],
    ["OTEL_METRIC_EXPORT_INTERVAL", "0", /give a whole number from 1 to 3600000/],
  ] as const)("refuses %s=%s in words", ([name, value, words]) => {
    const read = () => readTelemetryConfig({ ...base, [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(`${name}=${value} is not usable: `);
    expect(read).toThrow(words);
  });
});
