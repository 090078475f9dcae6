import Database from "better-sqlite3";

/** One SQL statement, compiled once. Parameters are bound in the order of their numbers. */
export interface Statement<Row = unknown> {
  run(...parameters: readonly Parameter[]): { readonly changes: number };
  get(...parameters: readonly Parameter[]): Row | undefined;
  all(...parameters: readonly Parameter[]): Row[];
}

export type Parameter = string | number | null;

/** One connection to a database file. Everything on it is synchronous; its errors are the driver's own. */
export interface Connection {
  /** A statement whose rows are objects by column. */
  prepare<Row = unknown>(sql: string): Statement<Row>;
  /** A statement whose rows are the value of its only column. */
  prepareValue<Value>(sql: string): Statement<Value>;
  /** Runs any number of statements, without results. */
  execute(sql: string): void;
  readonly inTransaction: boolean;
  close(): void;
}

/**
 * Opens a connection, with the file if there is none yet. Whoever finds the file locked waits `busyTimeout` milliseconds,
 * blocking the thread.
 */
export function connect(path: string, busyTimeout: number): Connection {
  const database = new Database(path, { timeout: busyTimeout });
  return {
    prepare: <Row>(sql: string) => database.prepare(sql) as Statement<Row>,
    prepareValue: <Value>(sql: string) => database.prepare(sql).pluck() as Statement<Value>,
    execute: (sql) => {
      database.exec(sql);
    },
    get inTransaction() {
      return database.inTransaction;
    },
    close: () => {
      database.close();
    },
  };
}
