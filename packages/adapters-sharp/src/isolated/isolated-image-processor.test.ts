import { spawn } from "node:child_process";
import { createHash, hash } from "node:crypto";
import { link, readdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism, getPriority } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Sha256 } from "@tintype/core";
import { describeImageProcessor, type OriginalKind } from "@tintype/core/contracts";
import { streamOf } from "@tintype/core/testing";
import { afterAll, describe, expect, it, vi } from "vitest";
import { contractOriginals } from "../contract-originals.fixture.ts";
import { develop, temporaryFolder, usualPlan } from "../develop-bytes.fixture.ts";
import { type HostileFile, hostileFile } from "./hostile-part.fixture.ts";
import { createIsolatedImageProcessor, type IsolatedImageProcessorOptions } from "./isolated-image-processor.ts";

// Children start as fast as the machine lets them.
vi.setConfig({ testTimeout: 60_000 });

const scratch = await temporaryFolder();
afterAll(() => scratch[Symbol.asyncDispose]());

/** One whose children do what hostile files want. */
function open(options: Partial<IsolatedImageProcessorOptions> = {}) {
  const log: string[] = [];
  const images = createIsolatedImageProcessor({
    workers: Math.min(2, availableParallelism()),
    timeoutMs: 60_000,
    maxRssBytes: 2 ** 30,
    scratch: scratch.path,
    log: (message) => log.push(message),
    developPartModule: new URL("./hostile-part.fixture.ts", import.meta.url).href,
    ...options,
  });
  return { ...images, log, [Symbol.asyncDispose]: () => images.close() };
}

const shared = open({ timeoutMs: 3_000 });
afterAll(() => shared.close());
describeImageProcessor(
  { describe, it, expect },
  "sharp, isolated",
  async () => ({
    images: shared,
    original: async (kind: OriginalKind) => {
      const hostile: Partial<Record<OriginalKind, HostileFile>> = {
        crashing: { does: "crash" },
        endless: { does: "hang", part: "first" },
      };
      const bytes =
        kind in hostile ? hostileFile(hostile[kind] ?? { does: "fail" }) : (await contractOriginals())[kind];
      return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
    },
    // What is shared has no state: nothing of one test is seen by the next.
    [Symbol.asyncDispose]: async () => {},
  }),
  { isolated: true },
);

const good = async () => (await contractOriginals()).good;
const ending = (images: ReturnType<typeof open>, bytes: Uint8Array) =>
  develop(bytes, usualPlan, images).then(
    () => "developed",
    ({ code, reason, message }) => `${code} ${reason}: ${message}`,
  );
/** The children that a hostile file has met, once there are so many. */
async function pidsIn(file: string, atLeast: number): Promise<number[]> {
  return vi.waitFor(async () => {
    const pids = (await readFile(file, "utf8")).trim().split("\n").map(Number);
    expect(pids.length).toBeGreaterThanOrEqual(atLeast);
    return pids;
  }, waiting);
}
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const waiting = { timeout: 30_000, interval: 10 };

describe("an isolated image processor", () => {
  it("kills a child that takes too much memory, and says so", async () => {
    await using images = open({ maxRssBytes: 200 * 2 ** 20 });
    expect(await ending(images, hostileFile({ does: "swell", part: "first" }))).toBe(
      "image_processor_failed image_crashed: Developing this photo took more than 200 MiB of memory.",
    );
    expect(await ending(images, await good())).toBe("developed");
  });

  it("kills a child that takes too long in either part", async () => {
    await using images = open({ timeoutMs: 300, workers: 1 });
    for (const part of ["first", "rest"] as const) {
      expect(await ending(images, hostileFile({ does: "hang", part }))).toMatch(
        /^image_processor_failed image_timeout: .* took more than 0\.3 seconds\.$/,
      );
    }
    expect(images.log).toEqual(Array.from({ length: 2 }, () => expect.stringContaining("SIGKILL")));
  });

  it("does not read an original that lies in a file already, unless it cannot be linked to", async () => {
    await using folder = await temporaryFolder();
    const bytes = await good();
    const [there, sha256] = [join(folder.path, "there"), Sha256.parse("ab".repeat(32))];
    await writeFile(there, bytes);
    let isLinkable = true;
    let hasRead = false;
    const linkTo = async (path: string) => {
      if (isLinkable) await link(there, path);
      return isLinkable;
    };
    const body = () =>
      new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            hasRead = true;
            controller.enqueue(bytes);
            controller.close();
          },
        },
        { highWaterMark: 0 },
      );
    await using images = open({ sourceOf: () => ({ bytes: bytes.length, sha256, linkTo }) });
    const told = async () => {
      const steps = [];
      for await (const step of images.develop(body(), usualPlan)) steps.push(step);
      return steps[0];
    };
    expect(await told()).toMatchObject({ kind: "inspected", bytes: bytes.length, sha256 });
    expect(hasRead).toBe(false);
    isLinkable = false;
    expect(await told()).toMatchObject({ bytes: bytes.length, sha256: hash("sha256", bytes) });
    expect(hasRead).toBe(true);
    expect(await readFile(there)).toEqual(Buffer.from(bytes));
  });

  it("takes a bug for a crash, and keeps the child", async () => {
    await using images = open();
    expect(await ending(images, hostileFile({ does: "fail", part: "first" }))).toMatch(
      /^image_processor_failed image_crashed/,
    );
    expect(images.log).toEqual([]);
  });

  it("replaces a child that was killed from outside while it worked or was idle", async () => {
    await using folder = await temporaryFolder();
    await using images = open({ workers: 1 });
    const pidFile = `${folder.path}/pids`;
    const hanging = ending(images, hostileFile({ does: "hang", part: "first", pidFile }));
    const [working = 0] = await pidsIn(pidFile, 1);
    process.kill(working, "SIGKILL");
    expect(await hanging).toMatch(/^image_processor_failed image_crashed: This photo brought/);

    expect(await ending(images, await good())).toBe("developed");
    expect(await ending(images, hostileFile({ does: "fail", part: "first", pidFile }))).toMatch(/image_crashed/);
    const [, idle = 0] = await pidsIn(pidFile, 2);
    process.kill(idle, "SIGKILL");
    expect(await ending(images, await good())).toBe("developed");
    expect(images.log).toHaveLength(2);
  });

  it("lets first renditions go before the rest, wherever they meet on a core", async () => {
    await using folder = await temporaryFolder();
    await using images = open({ workers: 2 });
    const priorityOf = async (part: "first" | "rest") => {
      const pidFile = join(folder.path, part);
      expect(await ending(images, hostileFile({ does: "fail", part, pidFile }))).toMatch(/image_crashed/);
      const [pid = 0] = await pidsIn(pidFile, 1);
      return getPriority(pid);
    };
    const [first, rest] = [await priorityOf("first"), await priorityOf("rest")];
    expect([first, rest]).toEqual([getPriority(), Math.min(getPriority() + 10, 19)]);
  });

  it("stops a child at once when the caller gives up, and removes the original", async () => {
    await using own = await temporaryFolder();
    await using images = open({ scratch: own.path });
    const caller = new AbortController();
    const pidFile = `${scratch.path}/given-up`;
    const bytes = hostileFile({ does: "hang", part: "first", pidFile });
    const steps = images.develop(streamOf(bytes), usualPlan, { signal: caller.signal });
    const next = steps[Symbol.asyncIterator]().next();
    const [pid = 0] = await pidsIn(pidFile, 1);
    caller.abort(new RangeError("Never mind."));
    await expect(next).rejects.toThrow("Never mind.");
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), waiting);
    const [folder = ""] = await readdir(own.path);
    expect(await readdir(`${own.path}/${folder}`)).toEqual([]);
  });

  it("has no child that outlives it, not even when it is killed", async () => {
    await using own = await temporaryFolder();
    const pidFile = `${scratch.path}/orphaned`;
    const entry = fileURLToPath(new URL("./parent.fixture.ts", import.meta.url));
    const parent = spawn(process.execPath, ["--conditions=source", entry, own.path, pidFile]);
    const [pid = 0] = await pidsIn(pidFile, 1);
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), waiting);

    // What it left lying is removed by the next one that works there.
    expect(await readdir(own.path)).toHaveLength(1);
    await using images = open({ scratch: own.path });
    expect(await ending(images, await good())).toBe("developed");
    const folders = await readdir(own.path);
    expect(folders).toEqual([expect.stringContaining(`-${process.pid}-`)]);
  });

  it("takes many photos at once", async () => {
    const bytes = await good();
    const all = await Promise.all(Array.from({ length: 64 }, () => ending(shared, bytes)));
    expect(all).toEqual(Array.from({ length: 64 }, () => "developed"));
  });

  it("ends everything and leaves nothing behind when it is closed", async () => {
    await using own = await temporaryFolder();
    const images = open({ scratch: own.path });
    const pidFile = `${scratch.path}/closed`;
    const hanging = Array.from({ length: 3 }, () => ending(images, hostileFile({ does: "hang", pidFile })));
    const pids = await pidsIn(pidFile, 2);
    await images.close();
    expect(await Promise.all(hanging)).toEqual(
      Array.from({ length: 3 }, () => "unavailable undefined: The image processor has been closed."),
    );
    expect(pids.filter(isAlive)).toEqual([]);
    expect(await readdir(own.path)).toEqual([]);
    expect(await ending(images, await good())).toMatch(/^unavailable/);
    expect(images.log).toEqual([]);
  });
});
