import { describe, expect, it } from "vitest";
import { createShardProgress } from "./shard-progress.ts";

describe(createShardProgress, () => {
  it("moves with what is finished at the front, however the rest is finished", () => {
    const progress = createShardProgress("0");
    const [one, two, three] = ["1", "2", "3"].map((sequence) => progress.read(sequence, 1));
    two?.();
    expect(progress.moved()).toBe(undefined);
    one?.();
    expect(progress.moved()).toBe("2");
    three?.();
    expect(progress.worked).toBe("3");
  });

  it("waits for every event of a record", () => {
    const progress = createShardProgress();
    const finished = progress.read("1", 2);
    finished();
    expect(progress.moved()).toBe(undefined);
    finished();
    expect(progress.moved()).toBe("1");
  });

  it("tells every place once", () => {
    const progress = createShardProgress();
    progress.read("1", 1)();
    expect(progress.moved()).toBe("1");
    expect(progress.moved()).toBe(undefined);
  });

  it("does not move for records without events, its own among them", () => {
    const progress = createShardProgress();
    progress.read("1", 1)();
    progress.moved();
    progress.read("2", 0);
    expect(progress.moved()).toBe(undefined);
    progress.read("3", 1)();
    expect(progress.moved()).toBe("3");
  });
});
