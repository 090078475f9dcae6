import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemError, watchFileSystem } from "./watched-file-system.fixture.ts";
import { removeHalfWritten, writeOnce } from "./write-once.ts";

async function aFolder() {
  const path = await mkdtemp(join(tmpdir(), "tintype-files-"));
  return {
    path,
    system: watchFileSystem(path).system,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

describe(writeOnce, () => {
  it("writes a file that is not there, for its owner alone", async () => {
    await using folder = await aFolder();
    const path = join(folder.path, "x");
    expect(await writeOnce(folder.system, path, "first")).toBe(true);
    expect(await readFile(path, "utf8")).toBe("first");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder.path)).toEqual(["x"]);
  });

  it("leaves a file that is there, and tells so", async () => {
    await using folder = await aFolder();
    const path = join(folder.path, "x");
    const written = await Promise.all(["a", "b", "c", "d"].map((text) => writeOnce(folder.system, path, text)));
    expect(written.filter(Boolean)).toHaveLength(1);
    expect(await readFile(path, "utf8")).toBe(["a", "b", "c", "d"][written.indexOf(true)]);
    expect(await readdir(folder.path)).toEqual(["x"]);
  });

  it("does the same where there are no hard links", async () => {
    await using folder = await aFolder();
    const system = { ...folder.system, link: () => Promise.reject(systemError("ENOTSUP")) };
    const path = join(folder.path, "x");
    expect(await writeOnce(system, path, "first")).toBe(true);
    expect(await writeOnce(system, path, "second")).toBe(false);
    expect(await readFile(path, "utf8")).toBe("first");
    expect(await readdir(folder.path)).toEqual(["x"]);
  });

  it("leaves nothing behind when it fails", async () => {
    await using folder = await aFolder();
    const system = { ...folder.system, link: () => Promise.reject(systemError("EIO")) };
    await expect(writeOnce(system, join(folder.path, "x"), "first")).rejects.toMatchObject({ code: "EIO" });
    expect(await readdir(folder.path)).toEqual([]);
  });
});

describe(removeHalfWritten, () => {
  it("removes what was being written when the process was killed, and nothing else", async () => {
    await using folder = await aFolder();
    const killed = { ...folder.system, unlink: async () => {}, link: () => Promise.reject(systemError("EIO")) };
    await expect(writeOnce(killed, join(folder.path, "x"), "half")).rejects.toThrow();
    for (const name of ["y", ".profile", "z.tmp"]) await writeFile(join(folder.path, name), "");
    expect(await readdir(folder.path)).toHaveLength(4);
    await removeHalfWritten([folder.path, join(folder.path, "nowhere")]);
    expect(await readdir(folder.path)).toEqual([".profile", "y", "z.tmp"]);
  });
});
