import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { openOtlp } from "./open-otlp.ts";
import type { TelemetryConfig } from "./telemetry-config.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Somebody who takes what is sent; the path and the words of it. */
async function openReceiver() {
  const received: { readonly path: string | undefined; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ path: request.url, body });
      response.end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return { received, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** The routes of which traces arrived, when one request began its own, one came with one that is sampled and one with one that is not. */
async function arrived(config: Partial<TelemetryConfig>): Promise<readonly string[]> {
  const { received, address } = await openReceiver();
  const telemetry = openOtlp(
    {
      traces: `${address}/v1/traces`,
      metrics: undefined,
      sampler: "parentbased_always_on",
      ratio: 1,
      tracesEvery: 60_000,
      metricsEvery: 60_000,
      ...config,
    },
    () => {},
  );
  const parents = { own: undefined, sampled: "01", unsampled: "00" };
  for (const [route, flags] of Object.entries(parents)) {
    const traceparent = flags && `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-${flags}`;
    await telemetry.requests?.observe({ method: "GET", scheme: "http", headers: { traceparent } }, async () => {
      telemetry.requests?.tell({ route });
      return { status: 200 };
    });
  }
  await telemetry.close();
  const sent = received.map(({ body }) => body).join("");
  return Object.keys(parents).filter((route) => sent.includes(`"GET ${route}"`));
}

describe(openOtlp, () => {
  it.for([
    ["always_on", 1, ["own", "sampled", "unsampled"]],
    ["always_off", 1, []],
    ["traceidratio", 0, []],
    ["traceidratio", 1, ["own", "sampled", "unsampled"]],
    ["parentbased_always_on", 1, ["own", "sampled"]],
    ["parentbased_always_off", 1, ["sampled"]],
    ["parentbased_traceidratio", 0, ["sampled"]],
  ] as const)("takes the sampler %s with %d at its word", async ([sampler, ratio, expected]) => {
    expect(await arrived({ sampler, ratio })).toEqual(expected);
  });

  it("sends what it has at its end, traces and metrics each to where they go", async () => {
    const { received, address } = await openReceiver();
    const config = { sampler: "always_on", ratio: 1, tracesEvery: 60_000, metricsEvery: 60_000 } as const;
    const telemetry = openOtlp({ traces: `${address}/traces`, metrics: `${address}/metrics`, ...config }, () => {});
    await telemetry.requests?.observe({ method: "GET", scheme: "http", headers: {} }, async () => ({ status: 200 }));
    await telemetry.close();
    expect(new Set(received.map(({ path }) => path))).toEqual(new Set(["/traces", "/metrics"]));
  });
});
