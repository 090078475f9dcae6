import { noTelemetry, type Telemetry } from "./telemetry.ts";
import type { TelemetryConfig } from "./telemetry-config.ts";

/** OpenTelemetry's SDK is loaded where somebody wants to see something, and only there. `report` is told of its troubles. */
export async function openTelemetry(
  config: TelemetryConfig | undefined,
  report: (trouble: string) => void,
): Promise<Telemetry> {
  if (config === undefined) return noTelemetry;
  const { openOtlp } = await import("./open-otlp.ts");
  return openOtlp(config, report);
}
