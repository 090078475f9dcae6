import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number; readonly doubleValue?: number };
}

export interface ReceivedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
}

export interface ReceivedPoint {
  readonly metric: string;
  readonly attributes: ReceivedSpan["attributes"];
}

/** Somebody who takes traces and metrics, as an OpenTelemetry Collector does (OTLP/HTTP, JSON). */
export interface OtlpReceiver extends AsyncDisposable {
  readonly endpoint: string;
  readonly spans: readonly ReceivedSpan[];
  readonly points: readonly ReceivedPoint[];
  /** Of those who sent something. */
  readonly services: ReadonlySet<string>;
  /** Every word that was sent. */
  everything(): string;
}

export async function startReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const points: ReceivedPoint[] = [];
  const services = new Set<string>();
  const bodies: string[] = [];
  const receive = (body: string): void => {
    bodies.push(body);
    const { resourceSpans = [], resourceMetrics = [] } = JSON.parse(body);
    for (const { resource, scopeSpans = [], scopeMetrics = [] } of [...resourceSpans, ...resourceMetrics]) {
      services.add(String(record(resource.attributes)["service.name"]));
      for (const span of scopeSpans.flatMap((scope: { spans: object[] }) => scope.spans)) {
        spans.push({ ...span, attributes: record(span.attributes) });
      }
      for (const metric of scopeMetrics.flatMap((scope: { metrics: object[] }) => scope.metrics)) {
        for (const { attributes } of (metric.histogram ?? metric.sum ?? metric.gauge).dataPoints) {
          points.push({ metric: metric.name, attributes: record(attributes) });
        }
      }
    }
  };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      receive(body);
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    points,
    services,
    everything: () => bodies.join("\n"),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const record = (attributes: readonly Attribute[] = []): ReceivedSpan["attributes"] =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? value.doubleValue]),
  );
