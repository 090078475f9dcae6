import { describe, expect, it } from "vitest";
import { gateways } from "./gateways.fixture.ts";
import { readRequest } from "./read-request.ts";
import { traceParentOf } from "./trace-parent-of.ts";

const root = "1-5759e988-bd862e3fe1be46a994272793";
const trace = "5759e988bd862e3fe1be46a994272793";

describe(traceParentOf, () => {
  it.each([
    [`Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`, `00-${trace}-53995c3f42cd8ad8-01`],
    [`Self=1-5759e988-000000000000000000000001;Root=${root};Sampled=0`, `00-${trace}-e1be46a994272793-00`],
    [`Root=${root}`, `00-${trace}-e1be46a994272793-00`],
    ["Root=2-5759e988-bd862e3fe1be46a994272793", undefined],
    ["Root=1-5759e988;Parent=53995c3f42cd8ad8", undefined],
    ["anything", undefined],
    ["", undefined],
    [null, undefined],
  ])("makes of %s %s", (header, expected) => {
    expect(traceParentOf(header)).toBe(expected);
  });
});

describe("a request through a gateway", () => {
  it.each(Object.values(gateways))("belongs to the gateway's trace, where it brings none of its own", (toEvent) => {
    const request = (headers: readonly (readonly [string, string])[]) =>
      readRequest(toEvent({ method: "GET", target: "/healthz", headers }, "id")).headers.get("traceparent");
    const ours = ["x-amzn-trace-id", `Root=${root}`] as const;
    const own = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;
    expect(request([ours])).toContain(trace);
    expect(request([ours, ["traceparent", own]])).toBe(own);
    expect(request([])).toBe(null);
  });
});
