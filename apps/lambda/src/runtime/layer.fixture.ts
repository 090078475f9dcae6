import { stdout } from "node:process";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { BatchSpanProcessor, type ReadableSpan, TracerProvider } from "@opentelemetry/sdk-trace";
import { context, propagation, trace } from "opentelemetry-api-of-layers";

/*
 * What a layer of OpenTelemetry's does in a function's process before the function is loaded, with a copy of the API that is
 * its own. It writes a line for each span when it is told to send.
 */

const exporter = {
  export(spans: readonly ReadableSpan[], done: (result: { code: 0 }) => void) {
    for (const { name, kind, attributes } of spans) {
      stdout.write(`${JSON.stringify({ event: "span", name, kind, attributes })}\n`);
    }
    done({ code: 0 });
  },
  shutdown: async () => {},
};

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
trace.setGlobalTracerProvider(
  new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 3_600_000 })] }),
);
