import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execPath } from "node:process";
import { describe, expect, it } from "vitest";
import { lockFolder } from "./lock-folder.ts";
import { temporaryPath } from "./temporary-database.fixture.ts";

describe(lockFolder, () => {
  it("lets nobody else in before it is released", async () => {
    await using place = await temporaryPath();
    const folder = dirname(place.path);
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(`Another process works in ${folder}.`);
    expect(await readdir(folder)).toEqual(["lock"]);
    lock.release();
    lock.release();
    const next = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: "unavailable" }));
    next.release();
  });

  it("ends with the process that holds it, even by kill -9", async () => {
    await using place = await temporaryPath();
    const folder = dirname(place.path);
    const module = JSON.stringify(new URL("lock-folder.ts", import.meta.url).href);
    const holder = spawn(execPath, [
      "--conditions=source",
      "--input-type=module",
      `--eval=globalThis.lock = (await import(${module})).lockFolder(${JSON.stringify(folder)}); console.log("in"); setInterval(() => {}, 1_000)`,
    ]);
    await once(holder.stdout, "data");
    expect(() => lockFolder(folder)).toThrow(/Another process/);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    lockFolder(folder).release();
  });

  it("is unavailable where there can be no lock", async () => {
    await using place = await temporaryPath();
    const unavailable = expect.objectContaining({ code: "unavailable" });
    await writeFile(join(dirname(place.path), "lock"), "This is something else. ".repeat(100));
    expect(() => lockFolder(dirname(place.path))).toThrow(unavailable);
    expect(() => lockFolder(join(dirname(place.path), "nowhere"))).toThrow();
  });
});
