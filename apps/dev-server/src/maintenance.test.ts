import type { Tintype } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { startMaintenance } from "./maintenance.ts";

type Reconcile = Tintype["reconcile"];

/** Tintype that reconciles as it is told to. */
const tintypeThat = (reconcile: Reconcile) => ({ tintype: { reconcile, sweep: async () => 0 }, scrub: async () => {} });

describe(startMaintenance, () => {
  it("looks at once after what got stuck, and reports every trouble", async () => {
    const reported: unknown[] = [];
    const maintenance = startMaintenance({
      ...tintypeThat(async () => ({ attended: 1, troubles: ["first", "second"] })),
      report: (trouble) => reported.push(trouble),
    });
    await expect.poll(() => reported).toEqual(["first", "second"]);
    await maintenance.stop();
  });

  it("reports what keeps it from looking at all", async () => {
    const reported: unknown[] = [];
    const fault = new Error("The database is away.");
    const maintenance = startMaintenance({
      ...tintypeThat(() => Promise.reject(fault)),
      report: (trouble) => reported.push(trouble),
    });
    await expect.poll(() => reported).toEqual([fault]);
    await maintenance.stop();
  });

  it("gives up what is under way when it is stopped, and waits until that has ended; that is no trouble", async () => {
    const reported: unknown[] = [];
    let hasEnded = false;
    const maintenance = startMaintenance({
      ...tintypeThat(
        (options) =>
          new Promise((_, reject) => {
            options?.signal?.addEventListener("abort", () => {
              hasEnded = true;
              reject(options.signal?.reason);
            });
          }),
      ),
      report: (trouble) => reported.push(trouble),
    });
    await Promise.resolve();
    await maintenance.stop();
    expect([hasEnded, reported]).toEqual([true, []]);
  });
});
