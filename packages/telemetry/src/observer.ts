import {
  type Attributes,
  type Context,
  context,
  type Meter,
  metrics,
  type SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { type Outcome, outcomeOf, succeeded } from "./outcome.ts";
import { secondsBuckets } from "./seconds-buckets.ts";

export interface ObserverOptions {
  /** The one that was registered globally, unless told. */
  readonly tracer?: Tracer;
  /** The one that was registered globally, unless told. Whoever registers one does so before. */
  readonly meter?: Meter;
}

export interface WorkOptions {
  readonly kind?: SpanKind;
  /** What the work belongs to; whatever is under way here, unless told. */
  readonly parent?: Context;
  readonly attributes?: Attributes;
}

/** Work that has begun. */
export interface Work {
  /** With its span: what begins in it belongs to the work. */
  readonly context: Context;
  /** Once. Without an error it went well. */
  end(...error: readonly [unknown?]): void;
}

/** Spans and durations of whatever has a name. Names and attributes are ours: nothing that a client sent is among them. */
export interface Observer {
  readonly tracer: Tracer;
  readonly meter: Meter;
  begin(name: string, options?: WorkOptions): Work;
  /** Does the work in a span of its own. */
  during<T>(name: string, work: () => Promise<T>, options?: WorkOptions): Promise<T>;
}

export function createObserver(options: ObserverOptions = {}): Observer {
  const { tracer = trace.getTracer("tintype"), meter = metrics.getMeter("tintype") } = options;
  const durations = meter.createHistogram("tintype.operation.duration", {
    description: "How long operations take, by how they ended.",
    unit: "s",
    advice: { explicitBucketBoundaries: secondsBuckets },
  });

  function begin(name: string, { kind, parent = context.active(), attributes = {} }: WorkOptions = {}): Work {
    const begun = performance.now();
    const span = tracer.startSpan(name, { attributes, ...(kind !== undefined && { kind }) }, parent);
    return {
      context: trace.setSpan(parent, span),
      end: (...error) => {
        const outcome = error.length === 0 ? succeeded : outcomeOf(error[0]);
        const ending = attributesOf(outcome);
        durations.record((performance.now() - begun) / 1_000, { "tintype.operation": name, ...ending });
        if (outcome.isTrouble) span.setStatus({ code: SpanStatusCode.ERROR });
        span.setAttributes(ending).end();
      },
    };
  }

  return {
    tracer,
    meter,
    begin,
    during: async (name, work, options) => {
      const { context: within, end } = begin(name, options);
      try {
        const result = await context.with(within, work);
        end();
        return result;
      } catch (error) {
        end(error);
        throw error;
      }
    },
  };
}

const attributesOf = ({ name, isTrouble }: Outcome): Attributes => ({
  "tintype.outcome": name,
  ...(isTrouble && { "error.type": name }),
});
