import { type Context, isSpanContextValid, ROOT_CONTEXT, trace } from "@opentelemetry/api";

/** What is under way in that context, as a `traceparent` (W3C Trace Context, section 3.2); undefined where nobody traces. */
export function traceparentOf(context: Context): string | undefined {
  const span = trace.getSpanContext(context);
  if (span === undefined || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, "0")}`;
}

/** A context that belongs to what `traceparentOf` wrote down, and to nothing else that is under way. */
export function contextOf(traceparent: string | undefined): Context {
  const [, traceId = "", spanId = "", flags = ""] = traceparent?.split("-") ?? [];
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(span) ? trace.setSpanContext(ROOT_CONTEXT, span) : ROOT_CONTEXT;
}
