import { describe, expect, it } from "vitest";
import { invocation } from "../events.fixture.ts";
import { createScheduleHandler, type ScheduleOptions } from "./create-schedule-handler.ts";

function open(tintype: Partial<ScheduleOptions["tintype"]> = {}, after?: ScheduleOptions["after"]) {
  const lines: unknown[] = [];
  const handler = createScheduleHandler({
    tintype: { reconcile: async () => ({ attended: 2, troubles: [] }), sweep: async () => 3, ...tintype },
    logger: {
      told: (what, details) => void lines.push([what, details]),
      trouble: (what, error) => void lines.push([what, String(error)]),
    },
    ...(after && { after }),
  });
  return { lines, wake: (occasion: unknown) => handler(occasion, invocation()) };
}

describe(createScheduleHandler, () => {
  it("does what the rule says, and tells", async () => {
    const { wake, lines } = open();
    await wake({ task: "reconcile" });
    await wake({ task: "sweep" });
    expect(lines).toEqual([
      ["reconciled", { attended: 2 }],
      ["swept", { removed: 3 }],
    ]);
  });

  it("tells what could not be mended this time", async () => {
    const { wake, lines } = open({ reconcile: async () => ({ attended: 1, troubles: [new Error("no answer")] }) });
    await wake({ task: "reconcile" });
    expect(lines).toEqual([
      ["reconcile", "Error: no answer"],
      ["reconciled", { attended: 1 }],
    ]);
  });

  it("leaves to the next time what this one does not suffice for", async () => {
    const sweep: ScheduleOptions["tintype"]["sweep"] = async ({ signal } = {}) => {
      signal?.throwIfAborted();
      return 0;
    };
    const { wake, lines } = open({ sweep }, () => AbortSignal.abort(new Error("out of time")));
    await wake({ task: "sweep" });
    expect(lines).toEqual([["out_of_time", "Error: out of time"]]);
  });

  it("alarms somebody when nothing could be done, or nobody knows what to do", async () => {
    const { wake } = open({ sweep: async () => Promise.reject(new Error("no answer")) });
    await expect(wake({ task: "sweep" })).rejects.toThrow("no answer");
    await expect(wake({ task: "dance" })).rejects.toThrow();
    await expect(wake(undefined)).rejects.toThrow();
  });
});
