import { anonymous, createTintype, system } from "@tintype/core";
import { createMemoryPorts } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { measureOperations } from "./measure-operations.ts";

function open() {
  const lines: Readonly<Record<string, unknown>>[] = [];
  const ports = createMemoryPorts();
  const { clock } = ports;
  const observe = measureOperations({ functionName: "photos-http", clock, write: (line) => lines.push(line) });
  return {
    ports,
    lines,
    open: (changes: Partial<typeof ports> = {}) => createTintype({ ...ports, ...changes }, observe),
  };
}

const identity = { issuer: "https://pool.example", subject: "ana" };

describe(measureOperations, () => {
  it("writes how long an operation took, as CloudWatch makes metrics of it", async () => {
    const { lines, open: openTintype } = open();
    await openTintype().accounts.registerAccount(system, { identity, email: "ana@example.com" });
    expect(lines).toEqual([
      {
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: "Tintype",
              Dimensions: [["faas.name", "tintype.operation", "tintype.outcome"]],
              Metrics: [{ Name: "tintype.operation.duration", Unit: "Seconds" }],
            },
          ],
        },
        "faas.name": "photos-http",
        "tintype.operation": "accounts.registerAccount",
        "tintype.outcome": "ok",
        "tintype.operation.duration": expect.any(Number),
      },
    ]);
  });

  it("says how it ended by the code of a refusal, and never in anybody's words", async () => {
    const { ports, lines, open: openTintype } = open();
    const refusing = openTintype();
    await expect(refusing.shares.openShare(anonymous, "secret", {})).rejects.toThrow();
    const broken = openTintype({
      accounts: { ...ports.accounts, findByIdentity: () => Promise.reject(new RangeError("secret")) },
    });
    await expect(broken.accounts.registerAccount(system, { identity, email: "a@b.example" })).rejects.toThrow("secret");
    expect(lines.map((line) => line["tintype.outcome"])).toEqual(["share_not_found", "error"]);
    expect(JSON.stringify(lines)).not.toContain("secret");
  });
});
