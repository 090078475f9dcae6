import { setTimeout } from "node:timers/promises";
import { metrics, trace } from "@opentelemetry/api";
import { createObservedTintype, createObserver, createRequestObserver } from "@tintype/telemetry";
import type { Telemetry } from "./telemetry.ts";

interface Sender {
  readonly forceFlush: () => Promise<void>;
}

/** Nobody waits longer for an answer because a receiver is away. */
const PATIENCE = 1_000;

/** Traces and metrics for those who are registered globally. */
export function openRegistered(): Telemetry {
  const observer = createObserver();
  const senders = [behind(trace.getTracerProvider()), metrics.getMeterProvider()].filter(isSender);

  async function send(): Promise<void> {
    const sent = Promise.allSettled(senders.map((sender) => sender.forceFlush()));
    await Promise.race([sent, setTimeout(PATIENCE, undefined, { ref: false })]);
  }

  return {
    createTintype: (ports, observe) => createObservedTintype(ports, observer, observe),
    requests: createRequestObserver(observer),
    gathersMetrics: isSender(metrics.getMeterProvider()),
    sending:
      (handler) =>
      async (...input) => {
        try {
          return await handler(...input);
        } finally {
          await send();
        }
      },
  };
}

/** Before a provider stands one of the API's, of whichever copy of the API it was registered with. */
const behind = (provider: object): object =>
  "getDelegate" in provider && typeof provider.getDelegate === "function" ? provider.getDelegate() : provider;

/** The API's own stand-ins, which are there where nobody is registered, send nothing. */
const isSender = (provider: object): provider is Sender =>
  "forceFlush" in provider && typeof provider.forceFlush === "function";
