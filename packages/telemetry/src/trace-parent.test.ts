import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { describe, expect, it } from "vitest";
import { contextOf, traceparentOf } from "./trace-parent.ts";

describe("a traceparent", () => {
  it.for([
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
  ])("%s says what it was made of", (traceparent) => {
    expect(traceparentOf(contextOf(traceparent))).toBe(traceparent);
    expect(trace.getSpanContext(contextOf(traceparent))?.isRemote).toBe(true);
  });

  it("is not made of nothing", () => {
    expect(traceparentOf(ROOT_CONTEXT)).toBeUndefined();
  });

  it.for([undefined, "", "nonsense", "00-0-0-01", `00-${"0".repeat(32)}-00f067aa0ba902b7-01`])(
    "that is none (%s) belongs to nothing",
    (traceparent) => {
      expect(contextOf(traceparent)).toBe(ROOT_CONTEXT);
    },
  );
});
