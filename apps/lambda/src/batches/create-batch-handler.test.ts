import { attemptsOfEvent } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { invocation, sqsRecord } from "../events.fixture.ts";
import { type BatchOptions, createBatchHandler } from "./create-batch-handler.ts";

const records = (ids: readonly string[], group?: string, attempt = 1) =>
  ids.map((id) => sqsRecord({ id, body: id, attempt, ...(group !== undefined && { group }) }));

const ten = Array.from({ length: 10 }, (_, index) => `message-${index}`);

/** A handler that writes down what it began, in order, and what it was told to complain about. */
function open(work: (id: string, signal: AbortSignal) => Promise<void>, options: Partial<BatchOptions> = {}) {
  const begun: string[] = [];
  const troubles: string[] = [];
  const putBack: (readonly [id: string, pause: number])[] = [];
  const handler = createBatchHandler({
    work: async ({ body }, { signal }) => {
      begun.push(body);
      await work(body, signal);
    },
    putBack: async (returned) =>
      void putBack.push(...returned.map(({ record, pause }) => [record.body, pause] as const)),
    logger: { trouble: (_, error) => void troubles.push(String(error)) },
    atOnce: 3,
    random: () => 0,
    ...options,
  });
  const handle = async (batch: ReturnType<typeof records>, remaining?: number) =>
    (await handler({ Records: batch }, invocation(remaining))).batchItemFailures.map((each) => each.itemIdentifier);
  return { handle, begun, troubles, putBack };
}

const failing = (ids: ReadonlySet<string>) => async (id: string) => {
  if (ids.has(id)) throw new Error(`${id} failed`);
};

describe(createBatchHandler, () => {
  it("hands back exactly those of ten messages that fail, whichever of the 1,024 subsets they are", async () => {
    for (let subset = 0; subset < 1_024; subset += 1) {
      const bad = new Set(ten.filter((_, index) => (subset >> index) % 2 === 1));
      const { handle, begun, troubles, putBack } = open(failing(bad));
      expect(new Set(await handle(records(ten)))).toEqual(bad);
      expect(begun.toSorted()).toEqual(ten);
      expect([troubles.length, putBack.length]).toEqual([bad.size, bad.size]);
    }
  });

  it("stops a group at its first failure, and works off the others", async () => {
    for (let subset = 0; subset < 1_024; subset += 1) {
      const bad = new Set(ten.filter((_, index) => (subset >> index) % 2 === 1));
      const { handle, begun, putBack } = open(failing(bad));
      const first = ten.findIndex((id) => bad.has(id));
      const rest = first === -1 ? [] : ten.slice(first);
      const others = ["other-0", "other-1"];
      expect(await handle([...records(ten, "one"), ...records(others, "other")])).toEqual(rest);
      expect(putBack).toEqual(rest.map((id) => [id, 1_000]));
      expect(begun.filter((id) => ten.includes(id))).toEqual(first === -1 ? ten : ten.slice(0, first + 1));
      expect(begun.filter((id) => others.includes(id))).toEqual(others);
    }
  });

  it("has a group come again together, after a pause that grows with the attempts", async () => {
    for (const [attempt, pause] of [
      [1, 1_000],
      [2, 4_000],
      [3, 16_000],
      [6, 900_000],
      [13, 900_000],
    ] as const) {
      const { handle, putBack } = open(failing(new Set(["message-1"])));
      expect(await handle(records(ten.slice(0, 4), "one", attempt))).toEqual(ten.slice(1, 4));
      expect(putBack).toEqual(ten.slice(1, 4).map((id) => [id, pause]));
    }
  });

  it("goes on with a group where its message has failed for the last time: what is behind must not die untried", async () => {
    const { handle, begun, putBack } = open(failing(new Set(["message-0", "message-2"])));
    expect(await handle(records(ten.slice(0, 4), "one", attemptsOfEvent))).toEqual(["message-0", "message-2"]);
    expect(begun).toEqual(ten.slice(0, 4));
    expect(putBack).toEqual([
      ["message-0", 0],
      ["message-2", 0],
    ]);
  });

  it("works on so many at once, and no more", async () => {
    let running = 0;
    let most = 0;
    const { handle } = open(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    });
    expect(await handle(records(ten))).toEqual([]);
    expect(most).toBe(3);
  });

  it("hands back what it could not begin in time, and tells what is under way to stop", async () => {
    const deadline = new AbortController();
    const stopped: string[] = [];
    const { handle, begun, putBack } = open(
      async (id, signal) => {
        signal.addEventListener("abort", () => stopped.push(id));
        if (id === "message-1") deadline.abort(new Error("out of time"));
        else await new Promise(() => {});
      },
      { atOnce: 2, after: () => deadline.signal },
    );
    const unfinished = ten.filter((id) => id !== "message-1");
    expect((await handle(records(ten))).toSorted()).toEqual(unfinished);
    expect([begun, stopped]).toEqual([ten.slice(0, 2), ten.slice(0, 2)]);
    expect(new Map(putBack)).toEqual(new Map([["message-0", 1_000], ...ten.slice(2).map((id) => [id, 0] as const)]));
  });

  it("does not wait beyond the deadline for what will not stop", async () => {
    const deadline = new AbortController();
    const { handle, troubles } = open(
      async (id) => {
        if (id === "message-9") deadline.abort(new Error("out of time"));
        else await new Promise(() => {});
      },
      { atOnce: 10, after: () => deadline.signal },
    );
    expect((await handle(records(ten))).toSorted()).toEqual(ten.slice(0, 9));
    expect(troubles).toEqual(Array.from({ length: 9 }, () => "Error: out of time"));
  });

  it("leaves five seconds to answer in", async () => {
    const asked: number[] = [];
    const after = (milliseconds: number) => {
      asked.push(milliseconds);
      return new AbortController().signal;
    };
    const { handle } = open(async () => {}, { after });
    await handle(records(ten), 30_000);
    await handle(records(ten), 3_000);
    expect(asked).toEqual([25_000, 0]);
  });

  it("begins nothing that there is no time for", async () => {
    const { handle, begun, troubles, putBack } = open(async () => {}, { needs: 60_000 });
    expect(await handle(records(["late"]), 64_999)).toEqual(["late"]);
    expect(await handle(records(["in time"]), 65_000)).toEqual([]);
    expect([begun, troubles, putBack]).toEqual([["in time"], [], [["late", 0]]]);
  });

  it("hands a message back that could not be put back", async () => {
    const putBack = async () => Promise.reject(new Error("gone"));
    const { handle, troubles } = open(failing(new Set(["message-3"])), { putBack });
    expect(await handle(records(ten))).toEqual(["message-3"]);
    expect(troubles).toEqual(["Error: message-3 failed", "Error: gone"]);
  });
});
