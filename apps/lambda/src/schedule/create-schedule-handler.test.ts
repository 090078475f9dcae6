import { describe, expect, it } from "vitest";
import { invocation } from "../events.fixture.ts";
import { createScheduleHandler, type ScheduleOptions } from "./create-schedule-handler.ts";

function open(
  tintype: Partial<ScheduleOptions["tintype"]> = {},
  after?: ScheduleOptions["after"],
  hear?: ScheduleOptions["hear"],
) {
  const lines: unknown[] = [];
  const handler = createScheduleHandler({
    hear: hear ?? (async (news) => void lines.push(["heard", news])),
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

  it("hands on what somebody did at the pool, and says so where nothing came of it", async () => {
    const { wake, lines } = open();
    const news = { did: "DeleteUser", subject: "one", at: "2026-11-20T09:30:00Z" };
    await wake({ task: "hear", ...news });
    expect(lines).toEqual([["heard", expect.objectContaining(news)]]);
    await expect(wake({ task: "hear", ...news, did: "InitiateAuth" })).rejects.toThrow();
    const hear: ScheduleOptions["hear"] = async (_, { signal }) => signal.throwIfAborted();
    const late = open({}, () => AbortSignal.abort(new Error("out of time")), hear);
    await expect(late.wake({ task: "hear", ...news })).rejects.toThrow("out of time");
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
