import Database from "better-sqlite3";
import type { Statement } from "../sqlite/connection.ts";
import { type PoolFile, poolFile, type UserPoolDatabase } from "./open-user-pool-database.ts";

export interface FaultyDatabase {
  readonly database: UserPoolDatabase;
  /** Has the `at`th step from now on fail with that code of SQLite's: a change, a commit, or writing the file anew. */
  failAt(at: number, code: string): void;
  hasFailed(): boolean;
}

/** The same database, of which one step goes wrong. */
export function createFaultyDatabase(database: UserPoolDatabase): FaultyDatabase {
  const file = database[poolFile];
  let left = Number.POSITIVE_INFINITY;
  let code = "";
  const step = () => {
    left -= 1;
    if (left === 0) throw new Database.SqliteError("on purpose", code);
  };
  const faulty: PoolFile = {
    prepare<Row>(sql: string): Statement<Row> {
      const statement = file.prepare<Row>(sql);
      return {
        get: (...parameters) => statement.get(...parameters),
        all: (...parameters) => statement.all(...parameters),
        run: (...parameters) => {
          step();
          return statement.run(...parameters);
        },
      };
    },
    write: (work) =>
      file.write(() => {
        const result = work();
        step();
        return result;
      }),
    scrub: () => {
      step();
      file.scrub();
    },
  };
  return {
    database: { ...database, [poolFile]: faulty },
    failAt: (at, kind) => {
      left = at;
      code = kind;
    },
    hasFailed: () => left <= 0,
  };
}
