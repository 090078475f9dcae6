import { describe, expect, it } from "vitest";
import { createGatherer } from "./gather.ts";

/** Decisions that end when they are told to; everybody is given their place. */
function opened() {
  const decisions: { count: number; end: (error?: Error) => void }[] = [];
  const gather = createGatherer<number>();
  const come = (name: string) =>
    gather(name, (count) => {
      const { promise, resolve, reject } = Promise.withResolvers<number[]>();
      const end = (error?: Error) =>
        error ? reject(error) : resolve(Array.from({ length: count }, (_, place) => place));
      decisions.push({ count, end });
      return promise;
    });
  return { come, decisions };
}

const turn = () => new Promise(setImmediate);

describe(createGatherer, () => {
  it("decides on the first alone, and on all who come meanwhile together", async () => {
    const { come, decisions } = opened();
    const answers = Promise.all([come("door"), come("door"), come("door"), come("door")]);
    expect(decisions.map(({ count }) => count)).toEqual([1]);
    decisions[0]?.end();
    await turn();
    expect(decisions.map(({ count }) => count)).toEqual([1, 3]);
    decisions[1]?.end();
    expect(await answers).toEqual([0, 0, 1, 2]);
  });

  it("decides under different names at once, and anew when everybody has gone", async () => {
    const { come, decisions } = opened();
    const answers = [come("door"), come("gate")];
    expect(decisions).toHaveLength(2);
    for (const { end } of decisions) end();
    await Promise.all(answers);
    const later = come("door");
    expect(decisions).toHaveLength(3);
    decisions[2]?.end();
    expect(await later).toBe(0);
  });

  it("tells those alone of a failure whom it befell", async () => {
    const { come, decisions } = opened();
    const trouble = new Error("no answer");
    const [first, second] = [come("door"), come("door")];
    decisions[0]?.end(trouble);
    await expect(first).rejects.toBe(trouble);
    await turn();
    decisions[1]?.end();
    expect(await second).toBe(0);
  });
});
