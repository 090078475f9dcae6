import { describe, expect, it } from "vitest";
import { failuresOf } from "./contract-runner.fixture.ts";
import { describeIds } from "./ids.contract.ts";
import { createMemoryIds } from "./ids.memory.ts";

const opening = (next: () => string) => async () => ({ ids: { next }, [Symbol.asyncDispose]: async () => {} });

describeIds({ describe, it, expect }, "memory", async () => opening(createMemoryIds().next)());

describe("the contract of Ids", () => {
  const failures = (next: () => string, name: string) =>
    failuresOf(expect, (runner) => describeIds(runner, "broken", opening(next)), [name]);

  it("catches ids in small letters", async () => {
    const ids = createMemoryIds();
    const name = "are ULIDs in capitals";
    expect(await failures(() => ids.next().toLowerCase(), name)).toEqual([name]);
  });

  it("catches ids that come again, or go down", async () => {
    const name = "never come twice, and go up";
    expect(await failures(() => "01K9MEMRY00000000000000001", name)).toEqual([name]);
    const falling = Array.from({ length: 20_000 }, (_, index) => `01K9MEMRY000000000000${10_000 + index}`);
    expect(await failures(() => falling.pop() ?? "", name)).toEqual([name]);
  });
});
