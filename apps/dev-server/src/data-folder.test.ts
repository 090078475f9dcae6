import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDataFolder } from "./data-folder.ts";
import { ConfigError } from "./environment.ts";

async function temporaryFolder() {
  const root = await mkdtemp(join(tmpdir(), "tintype-data-"));
  return { root, dataFolder: join(root, "data"), [Symbol.asyncDispose]: () => rm(root, { recursive: true }) };
}

/** What lies there after everything has been opened once, with one blob. */
async function lived(dataFolder: string): Promise<void> {
  const { blobs, database, mail, release } = openDataFolder({ dataFolder, reset: false });
  await mkdir(join(blobs, "originals"), { recursive: true });
  await mkdir(mail);
  for (const path of [join(blobs, "originals", "one.jpg"), database, `${database}-wal`]) await writeFile(path, "");
  release();
}

describe(openDataFolder, () => {
  it("makes the folder, and lets nobody else in while it is open", async () => {
    await using place = await temporaryFolder();
    const { dataFolder } = place;
    const open = openDataFolder({ dataFolder, reset: false });
    expect(() => openDataFolder({ dataFolder, reset: false })).toThrow(ConfigError);
    expect(() => openDataFolder({ dataFolder, reset: true })).toThrow(
      `Another Tintype is running on the data folder ${dataFolder}. Stop it, or set TINTYPE_DATA to another folder.`,
    );
    open.release();
    openDataFolder({ dataFolder, reset: false }).release();
  });

  it("keeps what is there, unless it is reset", async () => {
    await using place = await temporaryFolder();
    const { dataFolder } = place;
    await lived(dataFolder);
    openDataFolder({ dataFolder, reset: false }).release();
    expect(await readdir(dataFolder)).toEqual(["blobs", "lock", "mail", "tintype.db", "tintype.db-wal"]);
    openDataFolder({ dataFolder, reset: true }).release();
    expect(await readdir(dataFolder)).toEqual(["lock", "reset-for"]);
  });

  it("is reset once for each watcher", async () => {
    await using place = await temporaryFolder();
    const { dataFolder } = place;
    const reset = (watcher: number | undefined) => openDataFolder({ dataFolder, reset: true, watcher }).release();
    reset(17);
    await lived(dataFolder);
    reset(17);
    expect(await readdir(dataFolder)).toContain("tintype.db");
    reset(18);
    expect(await readdir(dataFolder)).not.toContain("tintype.db");
    await lived(dataFolder);
    reset(undefined);
    expect(await readdir(dataFolder)).not.toContain("tintype.db");
  });

  it("is not emptied while it holds anything that is not ours", async () => {
    await using place = await temporaryFolder();
    const { dataFolder } = place;
    await lived(dataFolder);
    await writeFile(join(dataFolder, "thesis.tex"), "");
    const before = await readdir(dataFolder);
    expect(() => openDataFolder({ dataFolder, reset: true })).toThrow(
      `I did not empty ${dataFolder}: it holds thesis.tex, which is not mine. Remove it, or choose another TINTYPE_DATA.`,
    );
    expect(await readdir(dataFolder)).toEqual(before);
  });

  it("removes a link that lies in it, and nothing behind it", async () => {
    await using place = await temporaryFolder();
    const { dataFolder } = place;
    const elsewhere = join(place.root, "elsewhere");
    for (const folder of [dataFolder, elsewhere]) await mkdir(folder);
    await writeFile(join(elsewhere, "one.jpg"), "");
    await symlink(elsewhere, join(dataFolder, "blobs"));
    openDataFolder({ dataFolder, reset: true }).release();
    expect(await readdir(elsewhere)).toEqual(["one.jpg"]);
  });

  it("says in words why there can be none", async () => {
    await using place = await temporaryFolder();
    await writeFile(place.dataFolder, "a file where the folder should be");
    for (const dataFolder of [place.dataFolder, join(place.dataFolder, "deeper")]) {
      for (const reset of [false, true]) {
        expect(() => openDataFolder({ dataFolder, reset })).toThrow(
          /^The data folder .* cannot be used: .*\. Set TINTYPE_DATA to a folder that can be written\.$/,
        );
      }
    }
  });
});
