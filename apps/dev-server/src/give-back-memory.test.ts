import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { giveBackMemory, ownMemory } from "./give-back-memory.ts";

/** A server of which nobody really asks anything, in a process that occupies one size after the other, from 100 on. */
function opened(quiet: number, ...sizes: readonly number[]) {
  const server = createServer();
  const seen = { looks: 0, collected: 0 };
  const occupied = () => [100, ...sizes].at(Math.min(seen.looks++, sizes.length)) ?? 0;
  const collect = () => void seen.collected++;
  giveBackMemory(server, { occupied, collect }, quiet);
  return { seen, ask: () => server.emit("request"), close: () => server.emit("close") };
}

describe(giveBackMemory, () => {
  it("collects once a burst is over, and again after the next one", async () => {
    const { seen, ask } = opened(1, 300, 110, 132, 110);
    await expect.poll(() => seen.collected).toBe(1);
    ask();
    await expect.poll(() => seen).toEqual({ looks: 5, collected: 2 });
  });

  it("leaves alone what is hardly more than usual", async () => {
    const { seen } = opened(1, 119);
    await expect.poll(() => seen).toEqual({ looks: 2, collected: 0 });
  });

  it("takes for usual what cannot be given back", async () => {
    const { seen, ask } = opened(1, 300, 290, 300);
    await expect.poll(() => seen).toEqual({ looks: 3, collected: 1 });
    ask();
    await expect.poll(() => seen).toEqual({ looks: 4, collected: 1 });
  });

  it("does nothing as long as it is not quiet, or once the server has closed", async () => {
    const busy = opened(60_000, 300);
    const closed = opened(1, 300);
    closed.close();
    const other = opened(1, 300);
    await expect.poll(() => other.seen.collected).toBe(1);
    expect([busy.seen.collected, closed.seen.collected]).toEqual([0, 0]);
  });

  it("frees what this process does not need any more", async () => {
    const garbage = new WeakRef({});
    await expect
      .poll(() => {
        ownMemory.collect();
        return garbage.deref() === undefined;
      })
      .toBe(true);
    expect(ownMemory.occupied()).toBeGreaterThan(2 ** 20);
  });
});
