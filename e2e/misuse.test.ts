import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getuid } from "node:process";
import { describe, expect, it } from "vitest";
import { runServer, type ServerOptions, startServer, temporaryFolder } from "./server.ts";

/** Everything that is said on standard error by a server that does not start, having checked that it says it well. */
async function complaint(options: ServerOptions): Promise<string> {
  await using server = runServer(options);
  const exit = await server.ended;
  expect(exit).toEqual({ code: 1, signal: null });
  expect(server.stdout()).toBe("");
  // One line, without a stack.
  expect(server.stderr()).toMatch(/^tintype: .{20,}[.)]\n$/);
  return server.stderr();
}

describe("who starts it wrongly", () => {
  it("is told that the port is taken", async () => {
    await using folder = await temporaryFolder();
    await using running = await startServer({ dataFolder: join(folder.path, "one") });
    const environment = { PORT: new URL(running.origin).port };
    expect(await complaint({ dataFolder: join(folder.path, "two"), environment })).toMatch(
      /Port \d+ is taken.*Set PORT/,
    );
  });

  it("is told that another one is running on the same data", async () => {
    await using folder = await temporaryFolder();
    await using running = await startServer({ dataFolder: folder.path });
    expect(await complaint({ dataFolder: folder.path })).toMatch(/Another Tintype is running on.*TINTYPE_DATA/);
    expect(await complaint({ dataFolder: folder.path, args: ["--reset"] })).toMatch(/Another Tintype is running on/);
    expect((await fetch(`${running.origin}/readyz`)).status).toBe(200);
  });

  it("is told that the folder cannot be written", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "file"), "");
    expect(await complaint({ dataFolder: join(folder.path, "file", "data") })).toMatch(/cannot be used: ENOTDIR/);
    expect(await complaint({ dataFolder: join(folder.path, "file") })).toMatch(/cannot be used: EEXIST/);
    const closed = join(folder.path, "closed");
    await mkdir(closed);
    await chmod(closed, 0o500);
    // Nothing is closed to root.
    if (getuid?.() !== 0) expect(await complaint({ dataFolder: closed })).toMatch(/cannot be used: EACCES/);
  });

  it("is told that the database is damaged, and what to do", async () => {
    await using folder = await temporaryFolder();
    for (const name of ["tintype.db", "user-pool.db"]) {
      const dataFolder = join(folder.path, name.replace(".", "-"));
      await mkdir(dataFolder);
      await writeFile(join(dataFolder, name), "This has never been a database. ".repeat(1_000));
      expect(await complaint({ dataFolder })).toMatch(/damaged.*restore it from a backup/);
    }
  });

  it("is told that the keys are damaged", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "keys"));
    await writeFile(join(folder.path, "keys", "keys.json"), "{}");
    expect(await complaint({ dataFolder: folder.path })).toMatch(/keys\.json does not hold the keys/);
  });

  it("is told which variable is wrong, or unknown", async () => {
    await using folder = await temporaryFolder();
    const said = (environment: Record<string, string>) => complaint({ dataFolder: folder.path, environment });
    expect(await said({ TINTYPE_DATE: "x" })).toMatch(/TINTYPE_DATE means nothing to me/);
    expect(await said({ PUBLIC_URL: "photos.example.com" })).toMatch(/PUBLIC_URL=photos\.example\.com is not usable/);
    expect(await said({ HOST: "no.such.host.invalid" })).toMatch(/HOST=no\.such\.host\.invalid is no address/);
  });

  it("is told which argument is unknown, and that a folder with other things in it is not emptied", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "thesis.tex"), "");
    expect(await complaint({ dataFolder: folder.path, args: ["--rest"] })).toMatch(/I do not know --rest/);
    expect(await complaint({ dataFolder: folder.path, args: ["--reset"] })).toMatch(/thesis\.tex, which is not mine/);
  });
});
