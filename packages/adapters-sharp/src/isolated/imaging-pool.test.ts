import type { DevelopmentPlan, DevelopmentStep, Warning } from "@tintype/core";
import { sha256 } from "@tintype/core/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Part } from "../develop-part.ts";
import { Refusal } from "../refusal.ts";
import { createImagingPool, type PartInPool } from "./imaging-pool.ts";
import { ChildEnded, type ImagingChild, type PartListener } from "./start-child.ts";

/** A child whose every move the test makes. */
interface PuppetChild extends ImagingChild {
  readonly isPatient: boolean;
  /** The part that it was given last. */
  readonly given: () => string | undefined;
  begin(): void;
  step(): void;
  done(): void;
  refuse(): void;
  end(how?: string): void;
  becomeReady(): void;
}

function puppet(isPatient = false): PuppetChild {
  let running: (PartListener & { resolve(w: readonly Warning[]): void; reject(error: Error): void }) | undefined;
  let given: string | undefined;
  let isReady = false;
  let resolveEnd: (how: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    resolveEnd = resolve;
  });
  const end = (how = "SIGKILL"): void => {
    resolveEnd(how);
    running?.reject(new ChildEnded(how));
  };
  return {
    isPatient,
    run: (part, listener) =>
      new Promise((resolve, reject) => {
        given = `${part.part} of ${part.original.path}`;
        running = { ...listener, resolve, reject };
      }),
    residentBytes: async () => undefined,
    kill: () => end(),
    wasReady: () => isReady,
    ended,
    given: () => given,
    begin: () => running?.begun(),
    step: () => running?.step(preview),
    done: () => running?.resolve([]),
    refuse: () => running?.reject(new Refusal("image_damaged", "No.")),
    end,
    becomeReady: () => {
      isReady = true;
    },
  };
}

const preview: DevelopmentStep = { kind: "preview", placeholder: "", colour: "#000000" };
const plan: DevelopmentPlan = { renditions: [], limits: { bytes: 1, pixels: 1, side: 1, frames: 1 } };
const partOf = (part: Part["part"], path: string): Part => ({
  part,
  plan,
  original: { path, bytes: 1, sha256: sha256(new Uint8Array()) },
});

function open(seats: number) {
  const children: PuppetChild[] = [];
  const log: string[] = [];
  const pool = createImagingPool({
    seats,
    timeoutMs: 60_000,
    maxRssBytes: 2 ** 40,
    startChild: (isPatient) => {
      children.push(puppet(isPatient));
      return children.at(-1) ?? puppet();
    },
    log: (message) => log.push(message),
  });
  const add = (part: Part["part"], path: string) => pool.add(partOf(part, path));
  const child = (index: number): PuppetChild => children[index] ?? puppet();
  return { pool, add, child, children, log, [Symbol.asyncDispose]: () => pool.close() };
}

/** How the part ended: the kinds of its steps, then its end. */
async function ending({ steps }: PartInPool): Promise<readonly string[]> {
  const seen: string[] = [];
  const reading = steps.read();
  try {
    for (let next = await reading.next(); ; next = await reading.next()) {
      if (next.done === true) return [...seen, "done"];
      seen.push(next.value.kind);
    }
  } catch (error) {
    return [...seen, `${(error as { code?: string }).code ?? (error as Error).name}: ${(error as Error).message}`];
  }
}

/** Everything that has been promised has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("the imaging pool", () => {
  afterEach(() => void vi.useRealTimers());

  it("starts no child before there is work, and no more than there is work for", async () => {
    await using it = open(3);
    expect(it.children).toHaveLength(0);
    it.add("first", "a");
    expect(it.children.map((child) => child.given())).toEqual(["first of a"]);
  });

  it("makes every first rendition that waits before it goes on with the rest", async () => {
    await using it = open(2);
    it.add("first", "a");
    it.add("rest", "z");
    it.add("rest", "y");
    for (const path of ["b", "c"]) it.add("first", path);
    expect(it.children.map((child) => child.given())).toEqual(["first of a", "rest of z"]);
    it.child(1).done();
    await settled();
    it.child(0).done();
    await settled();
    expect(it.children.map((child) => child.given())).toEqual(["first of c", "first of b"]);
    it.child(0).done();
    await settled();
    expect(it.children.map((child) => child.given())).toEqual(["rest of y", "first of b"]);
  });

  it("lets what is made as a whole wait like the rest", async () => {
    await using it = open(1);
    it.add("rest", "z");
    it.add("whole", "a");
    it.add("first", "b");
    for (const _ of [1, 2]) {
      it.child(0).done();
      await settled();
    }
    expect(it.child(0).given()).toBe("whole of a");
  });

  it("keeps a seat for a photo that is on its way", async () => {
    await using it = open(2);
    const [isHere, isLost] = [it.pool.expectPhoto(), it.pool.expectPhoto()];
    it.add("rest", "a");
    it.add("rest", "b");
    expect(it.children.map((child) => child.given())).toEqual(["rest of a"]);
    isLost();
    isLost();
    expect(it.children).toHaveLength(1);
    isHere();
    expect(it.children.map((child) => child.given())).toEqual(["rest of a", "rest of b"]);
  });

  it("keeps a seat for the photo that is likely to follow one whose first rendition is there", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    await using it = open(2);
    it.add("first", "a");
    it.add("rest", "z");
    it.add("rest", "y");
    it.child(0).done();
    await settled();
    expect(it.children.map((child) => child.given())).toEqual(["first of a", "rest of z"]);
    vi.advanceTimersByTime(99);
    it.add("first", "b");
    it.child(0).done();
    await settled();
    vi.advanceTimersByTime(99);
    expect(it.children.map((child) => child.given())).toEqual(["first of b", "rest of z"]);
    vi.advanceTimersByTime(1);
    expect(it.children.map((child) => child.given())).toEqual(["rest of y", "rest of z"]);
  });

  it("works on the rest where it gives way to first renditions, as long as it can", async () => {
    await using it = open(3);
    it.add("rest", "z");
    for (const path of ["a", "b"]) it.add("first", path);
    const seated = () => it.children.map((child) => [child.given(), child.isPatient]);
    expect(seated()).toEqual([
      ["rest of z", true],
      ["first of a", false],
      ["first of b", false],
    ]);
  });

  it("has no patience on its only seat", async () => {
    await using it = open(1);
    it.add("rest", "z");
    expect(it.child(0).isPatient).toBe(false);
  });

  it("gives out steps as they come, before the end", async () => {
    await using it = open(1);
    const part = it.add("first", "a");
    it.child(0).step();
    expect((await part.steps.read().next()).value).toEqual(preview);
    it.child(0).step();
    it.child(0).done();
    expect(await ending(part)).toEqual(["preview", "done"]);
  });

  it("fails the part that its child died over, after the steps that were done, and nothing else", async () => {
    await using it = open(1);
    const [dying, waiting] = [it.add("first", "a"), it.add("first", "b")];
    it.child(0).begin();
    it.child(0).step();
    it.child(0).end("SIGSEGV");
    expect(await ending(dying)).toEqual([
      "preview",
      "image_processor_failed: This photo brought the image processor down.",
    ]);
    await settled();
    expect(it.child(1).given()).toBe("first of b");
    it.child(1).done();
    expect(await ending(waiting)).toEqual(["done"]);
    expect(it.log).toEqual(["A process for images ended: SIGSEGV"]);
  });

  it("gives a part that had not begun to the next child", async () => {
    await using it = open(1);
    const part = it.add("first", "a");
    it.child(0).end();
    await settled();
    expect(it.child(1).given()).toBe("first of a");
    it.child(1).begin();
    it.child(1).done();
    expect(await ending(part)).toEqual(["done"]);
  });

  it("gives up where no child can be started", async () => {
    await using it = open(1);
    const part = it.add("first", "a");
    for (let start = 0; start < 3; start += 1) {
      it.child(start).end("exit code 1");
      await settled();
    }
    expect(await ending(part)).toEqual(["unavailable: No process for images can be started."]);
    expect(it.children).toHaveLength(3);
  });

  it("replaces a child that could work and ended while it was idle, and no other", async () => {
    await using it = open(2);
    it.pool.warmUp();
    expect(it.children).toHaveLength(2);
    it.child(0).becomeReady();
    it.child(0).end();
    it.child(1).end();
    await settled();
    expect(it.children).toHaveLength(3);
  });

  it("keeps the child of a refused picture", async () => {
    await using it = open(1);
    const part = it.add("first", "a");
    it.child(0).begin();
    it.child(0).refuse();
    expect(await ending(part)).toEqual(["Refusal: No."]);
    it.add("first", "b");
    expect(it.child(0).given()).toBe("first of b");
  });

  it("kills the child of a part that is cancelled, and takes out one that waits", async () => {
    await using it = open(1);
    const [running, waiting, next] = [it.add("first", "a"), it.add("first", "b"), it.add("first", "c")];
    it.child(0).begin();
    waiting.cancel();
    running.cancel();
    await settled();
    expect(it.child(1).given()).toBe("first of c");
    it.child(1).done();
    expect(await ending(next)).toEqual(["done"]);
    running.cancel();
    await settled();
    expect(it.children).toHaveLength(2);
  });

  it("ends everything when it is closed, and takes nothing more", async () => {
    const it = open(1);
    const parts = [it.add("first", "a"), it.add("rest", "a")];
    await it.pool.close();
    const closed = ["unavailable: The image processor has been closed."];
    expect(await Promise.all(parts.map(ending))).toEqual([closed, closed]);
    expect(await ending(it.add("first", "b"))).toEqual(closed);
    expect(it.children).toHaveLength(1);
    expect(it.log).toEqual([]);
  });
});
