import { join } from "node:path";
import type { Photo } from "@tintype/core";
import Database from "better-sqlite3";
import { rateOf } from "../rate.ts";

/** A table and an index like ours, and no more than a page needs. */
const schema = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE photos (id TEXT PRIMARY KEY, owner TEXT, timeline TEXT, document TEXT) STRICT;
  CREATE INDEX by_timeline ON photos (owner, timeline DESC, id DESC);
`;

export interface Queries extends Disposable {
  /** Pages of 51 documents per second, as text, by keyset. */
  first(): Promise<number>;
  deep(): Promise<number>;
}

/** A bare database that holds these photos. */
export function openQueries(folder: string, photos: Iterable<Photo>): Queries {
  const database = new Database(join(folder, "bare.db"));
  database.exec(schema);
  const insert = database.prepare("INSERT INTO photos VALUES (?, ?, ?, ?)");
  database.transaction(() => {
    for (const photo of photos) insert.run(photo.id, photo.owner, photo.timeline, JSON.stringify(photo));
  })();
  const owner = database.prepare("SELECT owner FROM photos LIMIT 1").pluck().get();
  const order = "ORDER BY timeline DESC, id DESC";
  const first = database.prepare(`SELECT id, document FROM photos WHERE owner = ? ${order} LIMIT 51`);
  const deep = database.prepare(
    `SELECT id, document FROM photos WHERE owner = ? AND (timeline, id) < (?, ?) ${order} LIMIT 51`,
  );
  const positions = database
    .prepare("SELECT timeline, id FROM photos ORDER BY timeline LIMIT 40 OFFSET 5000")
    .raw()
    .all();
  return {
    first: () => rateOf(() => first.all(owner)),
    deep: () => rateOf((turn) => deep.all(owner, ...(positions[turn % positions.length] as [string, string]))),
    [Symbol.dispose]: () => void database.close(),
  };
}
