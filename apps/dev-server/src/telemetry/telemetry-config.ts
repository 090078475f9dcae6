import * as z from "zod";
import { readVariables, wholeNumber } from "../environment.ts";

/** Where traces and metrics are sent (OTLP over HTTP, as JSON), and how many of them. */
export interface TelemetryConfig {
  /** An address; traces are not recorded without one. */
  readonly traces: string | undefined;
  /** An address; nothing is counted without one. */
  readonly metrics: string | undefined;
  readonly sampler: (typeof samplers)[number];
  /** Of the traces that begin here, for the samplers that ask: 0 to 1. */
  readonly ratio: number;
  /** Milliseconds between two sendings. */
  readonly tracesEvery: number;
  readonly metricsEvery: number;
}

const samplers = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

const address = z
  .string()
  .refine(
    (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ""),
    "give the address of an OTLP receiver, such as http://localhost:4318",
  )
  .optional();
const protocol = z.literal("http/json", "http/json is all that I speak, and every collector understands it").optional();
const exporter = z.enum(["otlp", "none"], "give otlp or none").default("otlp");

/** OpenTelemetry's own variables, as far as they matter here; the SDK itself reads those about headers, limits and names. */
const Variables = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: address,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address,
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: address,
  OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocol,
  OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: protocol,
  OTEL_TRACES_EXPORTER: exporter,
  OTEL_METRICS_EXPORTER: exporter,
  OTEL_TRACES_SAMPLER: z.enum(samplers, `give one of ${samplers.join(", ")}`).default("parentbased_always_on"),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .refine((text) => /^(?:0|1|0?\.\d+|1\.0+|0\.0+)$/.test(text), "give a share from 0 to 1, such as 0.1")
    .default("1")
    .transform(Number),
  OTEL_BSP_SCHEDULE_DELAY: wholeNumber(1, 3_600_000).default(5_000),
  OTEL_METRIC_EXPORT_INTERVAL: wholeNumber(1, 3_600_000).default(60_000),
});

/**
 * What the environment says about telemetry; undefined unless it says where to send it (or where OTEL_SDK_DISABLED=true).
 * Where nothing is sent nobody minds what else it says. Throws `ConfigError`.
 */
export function readTelemetryConfig(said: Readonly<Record<string, string | undefined>>): TelemetryConfig | undefined {
  const isAsked = Object.keys(said).some((name) => /^OTEL_EXPORTER_OTLP_(?:\w+_)?ENDPOINT$/.test(name));
  if (!isAsked || said["OTEL_SDK_DISABLED"]?.toLowerCase() === "true") return undefined;
  const variables = readVariables(Variables, said);
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base } = variables;
  const traces = variables.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? below(base, "v1/traces");
  const metrics = variables.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT ?? below(base, "v1/metrics");
  return {
    traces: variables.OTEL_TRACES_EXPORTER === "none" ? undefined : traces,
    metrics: variables.OTEL_METRICS_EXPORTER === "none" ? undefined : metrics,
    sampler: variables.OTEL_TRACES_SAMPLER,
    ratio: variables.OTEL_TRACES_SAMPLER_ARG,
    tracesEvery: variables.OTEL_BSP_SCHEDULE_DELAY,
    metricsEvery: variables.OTEL_METRIC_EXPORT_INTERVAL,
  };
}

const below = (base: string | undefined, path: string): string | undefined =>
  base === undefined ? undefined : `${base.replace(/\/$/, "")}/${path}`;
