import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchOver } from "./watch-over.ts";

const bounds = { timeoutMs: 5_000, maxRssBytes: 100 };

describe("a watch over a child", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Watches a child that occupies one number of bytes after the other. */
  const watch = (...resident: readonly (number | undefined)[]) => {
    const found: string[] = [];
    let look = 0;
    const residentBytes = async () => resident[Math.min(look++, resident.length - 1)];
    const stop = watchOver({ residentBytes }, bounds, ({ reason }) => found.push(reason));
    return { found, stop };
  };

  it("finds nothing while the child keeps within both bounds", async () => {
    const { found, stop } = watch(100, 99, undefined);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(found).toEqual([]);
    stop();
  });

  it("finds that it takes too long", async () => {
    const { found } = watch(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(found).toEqual(["image_timeout"]);
  });

  it("finds that it takes too much memory, once", async () => {
    const { found } = watch(1, 2, 101);
    await vi.advanceTimersByTimeAsync(200);
    expect(found).toEqual([]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(found).toEqual(["image_crashed"]);
  });

  it("finds nothing after it has been stopped", async () => {
    const { found, stop } = watch(1_000);
    vi.advanceTimersByTime(100);
    stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(found).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
