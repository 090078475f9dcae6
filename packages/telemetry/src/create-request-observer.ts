import {
  type Attributes,
  context,
  createContextKey,
  INVALID_TRACEID,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import type { Observer } from "./observer.ts";
import { secondsBuckets } from "./seconds-buckets.ts";

/** What is known of a request when it comes. */
export interface AskedRequest {
  readonly method: string;
  readonly scheme: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What became of it. */
export interface AnsweredRequest {
  readonly status: number;
  /** Bytes that came for it and went for it, where somebody knows. */
  readonly received?: number | undefined;
  readonly sent?: number | undefined;
}

/** What turns out on the way; `RequestLog` of `@tintype/http` has it all. */
export interface RequestFacts {
  /** A template, such as `/api/photos/{id}`; never what was asked for, which may be a link to photos. */
  readonly route?: string | undefined;
  readonly requestId?: string;
  /** Of the problem that was answered. */
  readonly code?: string | undefined;
}

export interface RequestObserver {
  /**
   * Answers a request in a span of its own (OpenTelemetry's conventions for HTTP servers), in the trace that its headers
   * say: `traceparent`, unless another propagator has been registered. Never rejects unless `answer` does.
   */
  observe<Answered extends AnsweredRequest>(asked: AskedRequest, answer: () => Promise<Answered>): Promise<Answered>;
  /** Says more of the request that is being answered here. */
  tell(facts: RequestFacts): void;
  /** The trace that whatever is under way here belongs to; zeros where there is none. */
  traceId(): string;
}

export function createRequestObserver({ tracer, meter }: Observer): RequestObserver {
  const key = createContextKey("tintype request");
  const durations = meter.createHistogram("http.server.request.duration", {
    description: "Duration of HTTP server requests.",
    unit: "s",
    advice: { explicitBucketBoundaries: secondsBuckets },
  });
  const counter = (name: string, description: string) => meter.createCounter(name, { description, unit: "By" });
  const received = counter("tintype.http.received", "Bytes that came with requests.");
  const sent = counter("tintype.http.sent", "Bytes that went out with answers.");

  return {
    async observe(asked, answer) {
      const begun = performance.now();
      const method = methods.has(asked.method) ? asked.method : "_OTHER";
      const attributes = { "http.request.method": method, "url.scheme": asked.scheme };
      const parent = propagation.extract(context.active(), asked.headers);
      const verb = method === "_OTHER" ? "HTTP" : method;
      const span = tracer.startSpan(verb, { kind: SpanKind.SERVER, attributes }, parent);
      const facts: RequestFacts = {};
      let answered: AnsweredRequest = { status: 500 };
      try {
        const result = await context.with(trace.setSpan(parent, span).setValue(key, facts), answer);
        answered = result;
        return result;
      } finally {
        const { route, code, requestId } = facts;
        const isTrouble = answered.status >= 500;
        const ending: Attributes = {
          "http.response.status_code": answered.status,
          ...(route !== undefined && { "http.route": route }),
          ...(isTrouble && { "error.type": code ?? String(answered.status) }),
        };
        const measured = { ...attributes, ...ending };
        durations.record((performance.now() - begun) / 1_000, measured);
        received.add(answered.received ?? 0, measured);
        sent.add(answered.sent ?? 0, measured);
        if (route !== undefined) span.updateName(`${verb} ${route}`);
        if (isTrouble) span.setStatus({ code: SpanStatusCode.ERROR });
        span.setAttributes({
          ...ending,
          ...(code !== undefined && { "tintype.outcome": code }),
          ...(requestId !== undefined && { "tintype.request_id": requestId }),
        });
        span.end();
      }
    },

    tell: (facts) => void Object.assign(context.active().getValue(key) ?? {}, facts),

    traceId: () => trace.getSpanContext(context.active())?.traceId ?? INVALID_TRACEID,
  };
}

/** Whoever calls may write any word there, and each would be a series of its own. */
const methods: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "CONNECT",
  "TRACE",
  "QUERY",
]);
