import { mkdir, open, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { anAccount, createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { type Connection, connect } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { openSqliteDatabase, store } from "./open-sqlite-database.ts";
import { createSqliteAccountRepository } from "./sqlite-account-repository.ts";
import { temporaryDatabase, temporaryPath } from "./temporary-database.fixture.ts";

const clock = createManualClock();

describe("opening a database", () => {
  it("makes the file, for its owner's eyes alone, and the folders that lead to it", async () => {
    await using place = await temporaryPath();
    const path = join(dirname(place.path), "new", "folder", "tintype.db");
    await using _ = openSqliteDatabase(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("writes every commit through to the disk", async () => {
    await using place = await temporaryDatabase();
    const { prepareValue } = place.database[store];
    const setting = (name: string) => prepareValue(`PRAGMA ${name}`).get();
    expect(setting("journal_mode")).toBe("wal");
    expect(setting("synchronous")).toBe(2);
    expect(setting("fullfsync")).toBe(1);
    expect(setting("foreign_keys")).toBe(1);
  });

  it("finds what was saved before it was closed", async () => {
    await using place = await temporaryPath();
    const account = anAccount();
    {
      await using database = openSqliteDatabase(place.path);
      await createSqliteAccountRepository({ database, clock }).save({ after: account, events: [] });
    }
    await using database = openSqliteDatabase(place.path);
    expect(await createSqliteAccountRepository({ database, clock }).get(account.id)).toEqual(account);
  });

  it("lets two have the same file open, each seeing what the other saved", async () => {
    await using place = await temporaryDatabase();
    await using other = openSqliteDatabase(place.path);
    const ours = createSqliteAccountRepository({ database: place.database, clock });
    const theirs = createSqliteAccountRepository({ database: other, clock });
    const account = anAccount();
    await ours.save({ after: account, events: [] });
    expect(await theirs.get(account.id)).toEqual(account);
    const renamed = { ...account, displayName: "Ana", saved: 2 };
    await theirs.save({ before: account, after: renamed, events: [] });
    expect(await ours.get(account.id)).toEqual(renamed);
  });

  it("shows what another has committed to whoever has just heard of it, although reads of one turn share a snapshot", async () => {
    await using place = await temporaryDatabase();
    await using other = openSqliteDatabase(place.path);
    const ours = createSqliteAccountRepository({ database: place.database, clock });
    const theirs = createSqliteAccountRepository({ database: other, clock });
    const account = anAccount();
    const saving = theirs.save({ after: account, events: [] });
    expect(await ours.get(account.id)).toBeUndefined();
    await saving;
    expect(await ours.get(account.id)).toEqual(account);
  });

  it("refuses a schema that a newer version has written, and leaves it alone", async () => {
    await using place = await temporaryPath();
    await openSqliteDatabase(place.path).close();
    change(place.path, "PRAGMA user_version = 99");
    expect(() => openSqliteDatabase(place.path)).toThrow(/newer version of Tintype \(schema 99; this one knows 4\)/);
    change(place.path, "PRAGMA user_version = 4");
    await openSqliteDatabase(place.path).close();
  });

  it("refuses the database of another program, and leaves it alone", async () => {
    await using place = await temporaryPath();
    change(place.path, "CREATE TABLE songs (title TEXT)");
    expect(() => openSqliteDatabase(place.path)).toThrow(/belongs to another program/);
    change(place.path, "INSERT INTO songs VALUES ('still there')");
  });

  it("says which file is damaged, and what to do", async () => {
    await using place = await temporaryPath();
    await writeFile(place.path, "This has never been a database. ".repeat(1_000));
    expect(() => openSqliteDatabase(place.path)).toThrow(/damaged.*restore it from a backup.*tintype\.db/);
  });

  it("says so too when the damage is found later", async () => {
    await using place = await temporaryPath();
    const account = anAccount();
    {
      await using database = openSqliteDatabase(place.path);
      await createSqliteAccountRepository({ database, clock }).save({ after: account, events: [] });
    }
    await damageAllRows(place.path);
    await using database = openSqliteDatabase(place.path);
    const reading = createSqliteAccountRepository({ database, clock }).get(account.id);
    await expect(reading).rejects.toMatchObject({ code: "unavailable", message: expect.stringContaining("damaged") });
  });

  it("says which path cannot be opened", async () => {
    await using place = await temporaryPath();
    await mkdir(place.path);
    expect(() => openSqliteDatabase(place.path)).toThrow(/cannot be opened.*tintype\.db/);
  });
});

describe("migrating", () => {
  const two = ["CREATE TABLE one (a TEXT)", "CREATE TABLE two (b TEXT); INSERT INTO one VALUES ('moved')"];

  it("takes every step once, in order, from wherever the database stands", async () => {
    await using place = await temporaryPath();
    change(place.path, (connection) => migrate(connection, two.slice(0, 1)));
    change(place.path, (connection) => migrate(connection, two));
    change(place.path, (connection) => migrate(connection, two));
    change(place.path, (connection) => {
      expect(connection.prepareValue("SELECT a FROM one").all()).toEqual(["moved"]);
      expect(connection.prepareValue("PRAGMA user_version").get()).toBe(2);
    });
  });

  it("undoes a step that fails, and keeps those before it", async () => {
    await using place = await temporaryPath();
    const broken = [...two, "CREATE TABLE three (c TEXT); INSERT INTO nowhere VALUES (1)"];
    expect(() => change(place.path, (connection) => migrate(connection, broken))).toThrow("nowhere");
    change(place.path, (connection) => {
      const tables = connection.prepareValue("SELECT name FROM sqlite_schema ORDER BY name").all();
      expect(tables).toEqual(["one", "two"]);
      expect(connection.prepareValue("PRAGMA user_version").get()).toBe(2);
    });
  });
});

function change(path: string, action: string | ((connection: Connection) => void)): void {
  const connection = connect(path, 0);
  try {
    if (typeof action === "string") connection.execute(action);
    else action(connection);
  } finally {
    connection.close();
  }
}

/** Leaves the schema as it is, so that the file can be opened. */
async function damageAllRows(path: string): Promise<void> {
  let pages: readonly number[] = [];
  change(path, (connection) => {
    pages = connection.prepareValue<number>("SELECT pageno FROM dbstat WHERE name <> 'sqlite_schema'").all();
  });
  const file = await open(path, "r+");
  for (const page of pages) await file.write(Buffer.alloc(4_096, 0xff), 0, undefined, (page - 1) * 4_096);
  await file.close();
}
