/** What the repository needs of PostgreSQL: a driver's `query`, and transactions. */
export interface Sql {
  query<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

export interface Database extends Sql, AsyncDisposable {
  /** Runs `work` in one transaction at READ COMMITTED, and undoes it when `work` rejects. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
}
