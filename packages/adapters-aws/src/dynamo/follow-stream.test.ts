import { describe, expect, it } from "vitest";
import { followStream } from "./follow-stream.ts";
import { type TestShard, testStream } from "./stream.fixture.ts";

function following(shards: TestShard[], startOf: (shard: string) => string | undefined = () => undefined) {
  const stream = testStream(shards);
  const follower = followStream(stream.client, "arn", async (shard) => startOf(shard));
  /** Reads on, until `most` records have been taken. */
  const readOn = async (most = 100) => {
    const read: string[] = [];
    await follower.readOn(({ dynamodb }, shard) => {
      read.push(`${shard}:${dynamodb?.SequenceNumber}`);
      return read.length < most;
    }, {});
    return read;
  };
  return { ...stream, readOn };
}

const open = (id: string, records: string[], more: Partial<TestShard> = {}): TestShard => ({
  id,
  records,
  isClosed: false,
  ...more,
});

describe(followStream, () => {
  it("reads every record once, and later what has come since", async () => {
    const shard = open("a", ["1", "2", "3"]);
    const { readOn } = following([shard]);
    expect(await readOn()).toEqual(["a:1", "a:2", "a:3"]);
    expect(await readOn()).toEqual([]);
    shard.records.push("4");
    expect(await readOn()).toEqual(["a:4"]);
  });

  it("reads a shard after its parent", async () => {
    const parent = open("a", ["1"]);
    const { readOn } = following([open("b", ["2"], { parent: "a" }), parent, open("c", ["3"], { parent: "a" })]);
    expect(await readOn()).toEqual(["a:1"]);
    parent.records.push("4");
    parent.isClosed = true;
    expect((await readOn()).concat(await readOn())).toEqual(["a:4", "c:3", "b:2"]);
  });

  it("finds the children of a shard that has ended, however late they are", async () => {
    const shards = [open("a", ["1"], { isClosed: true })];
    const { readOn } = following(shards);
    expect(await readOn()).toEqual(["a:1"]);
    expect(await readOn()).toEqual([]);
    shards.push(open("b", ["2"], { parent: "a" }));
    expect(await readOn()).toEqual(["b:2"]);
  });

  it("reads a shard whose parent is no longer there", async () => {
    const { readOn } = following([open("b", ["2"], { parent: "a" })]);
    expect(await readOn()).toEqual(["b:2"]);
  });

  it("goes on after what was worked off before", async () => {
    const { readOn, asked } = following([open("a", ["1", "2", "3"])], () => "2");
    expect(await readOn()).toEqual(["a:3"]);
    expect(asked).toContain("a after 2");
  });

  it("begins at the oldest record where the place it had come to has been trimmed", async () => {
    const { readOn } = following([open("a", ["7", "8"], { trimmed: "2" })], () => "2");
    await readOn();
    expect(await readOn()).toEqual(["a:7", "a:8"]);
  });

  it("goes on where it was when its iterator has expired", async () => {
    const shard = open("a", ["1", "2"]);
    const { readOn } = following([shard]);
    await readOn();
    shard.expire = true;
    shard.records.push("3");
    await readOn();
    expect(await readOn()).toEqual(["a:3"]);
  });

  it("stops when it is told to, and goes on right there", async () => {
    const { readOn } = following([open("a", ["1", "2", "3"])]);
    expect(await readOn(1)).toEqual(["a:1"]);
    expect(await readOn(1)).toEqual(["a:2"]);
    expect(await readOn()).toEqual(["a:3"]);
  });

  it("asks for shards no more often than it has to", async () => {
    const { readOn, asked } = following([open("a", ["1"])]);
    for (let polls = 0; polls < 5; polls += 1) await readOn();
    expect(asked.filter((question) => question === "describe").length).toBe(1);
  });
});
