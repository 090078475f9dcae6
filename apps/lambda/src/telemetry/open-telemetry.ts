import { noTelemetry, type Telemetry } from "./telemetry.ts";

/**
 * For whoever has registered with OpenTelemetry before this function was loaded, as the layer of AWS's distribution does.
 * OpenTelemetry's API is loaded where there is somebody, and only there.
 */
export async function openTelemetry(): Promise<Telemetry> {
  if (!(Symbol.for("opentelemetry.js.api.1") in globalThis)) return noTelemetry;
  const { openRegistered } = await import("./open-registered.ts");
  return openRegistered();
}
