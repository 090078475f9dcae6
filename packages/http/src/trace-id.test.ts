import { describe, expect, it } from "vitest";
import { openHttp } from "./http.fixture.ts";
import { traceIdOf } from "./trace-id.ts";

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const parent = "00f067aa0ba902b7";

describe(traceIdOf, () => {
  it.each([`00-${trace}-${parent}-01`, `00-${trace}-${parent}-00`, `cc-${trace}-${parent}-01-what-will-be`])(
    "is found in %s",
    (traceparent) => {
      expect(traceIdOf(traceparent)).toBe(trace);
    },
  );

  it.each([
    null,
    "",
    trace,
    `ff-${trace}-${parent}-01`,
    `00-${trace}-${parent}-01-more`,
    `00-${trace}-${parent}`,
    `00-${trace.toUpperCase()}-${parent}-01`,
    `00-${"0".repeat(32)}-${parent}-01`,
    `00-${trace}-${"0".repeat(16)}-01`,
    `00-${trace}-${parent}-1`,
    `00-${trace}-${parent}-01, 00-${trace}-${parent}-01`,
    ` 00-${trace}-${parent}-01`,
  ])("is not found in %j", (traceparent) => {
    expect(traceIdOf(traceparent)).toBeUndefined();
  });
});

describe("the log", () => {
  it("names the trace that a request belongs to, and begins one for a request without", async () => {
    const { send, log } = await openHttp({ traceId: () => "a".repeat(32) });
    for (const traceparent of [`00-${trace}-${parent}-01`, "nonsense"]) {
      await send("GET /healthz", { headers: { traceparent } });
    }
    await send("GET /nothing");
    expect(log.map(({ traceId }) => traceId)).toEqual([trace, "a".repeat(32), "a".repeat(32)]);
  });

  it("names another trace each time unless told", async () => {
    const { send, log } = await openHttp();
    await send("GET /healthz");
    await send("GET /healthz");
    const ids = log.map(({ traceId }) => traceId);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[\da-f]{32}$/);
  });
});
