import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { openDynamo } from "./dynamo.ts";

const reset = () => Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });

const conflict = () => Object.assign(new Error("conflict"), { name: "TransactionConflictException", $fault: "client" });

function opened() {
  const pauses: number[] = [];
  const dynamo = openDynamo({
    client: new DynamoDBClient({ region: "eu-central-1" }),
    tables: { photos: "PhotoMetadata", core: "TintypeCore" },
    clock: createManualClock(),
    ids: { next: () => "01" },
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
  });
  return { attempt: dynamo.attempt, pauses };
}

/** Fails with each of the errors in turn, then answers. */
const failing = (...errors: unknown[]) => {
  const left = [...errors];
  return async () => {
    if (left.length > 0) throw left.shift();
    return "answer";
  };
};

describe("an attempt", () => {
  it("tries again what may pass, after pauses that grow and differ", async () => {
    const { attempt, pauses } = opened();
    expect(await attempt(failing(conflict(), reset(), conflict(), conflict()))).toBe("answer");
    expect(pauses.length).toBe(4);
    for (const [index, longest] of [50, 100, 200, 400].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(0);
      expect(pauses[index]).toBeLessThanOrEqual(longest);
    }
  });

  it("gives up after eight times where others are in the way, and after three without an answer", async () => {
    const { attempt, pauses } = opened();
    const conflicts = Array.from({ length: 8 }, conflict);
    await expect(attempt(failing(...conflicts))).rejects.toMatchObject({ code: "unavailable", cause: conflicts[7] });
    expect(pauses.length).toBe(7);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(800);
    const resets = [reset(), reset(), reset()];
    await expect(attempt(failing(...resets))).rejects.toMatchObject({ code: "unavailable", cause: resets[2] });
  });

  it("does not try again what was refused, or will stay wrong", async () => {
    const { attempt, pauses } = opened();
    const refusal = new ConditionalCheckFailedException({ message: "failed", $metadata: {} });
    await expect(attempt(failing(refusal))).rejects.toBe(refusal);
    const mistake = Object.assign(new Error("mistake"), { name: "ValidationException", $fault: "client" });
    await expect(attempt(failing(mistake))).rejects.toMatchObject({ code: "unavailable", cause: mistake });
    expect(pauses).toEqual([]);
  });

  it("ends with the reason of an abort, before, while and between it sends", async () => {
    const { attempt } = opened();
    const reason = new Error("the client went away");
    await expect(attempt(failing(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const abort = new AbortController();
    const aborted = attempt(
      async () => {
        abort.abort(reason);
        throw reset();
      },
      { signal: abort.signal },
    );
    await expect(aborted).rejects.toBe(reason);
  });
});
