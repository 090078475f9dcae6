import { PGlite } from "@electric-sql/pglite";
import { Pool } from "pg";
import type { Database, Sql } from "./database.ts";

/** PostgreSQL at that address; without one PGlite, which is PostgreSQL itself within this process, in memory. */
export const openDatabase = (url: string | undefined): Database => (url === undefined ? openPglite() : openPool(url));

function openPool(connectionString: string): Database {
  const pool = new Pool({ connectionString });
  return {
    query: async (text, values = []) => (await pool.query(text, [...values])).rows,
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        const sql: Sql = { query: async (text, values = []) => (await client.query(text, [...values])).rows };
        const result = await work(sql);
        await client.query("COMMIT");
        return result;
      } catch (error) {
        await client.query("ROLLBACK");
        throw error;
      } finally {
        client.release();
      }
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

function openPglite(): Database {
  const database = new PGlite();
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await database.query<Row>(text, [...values])).rows,
    transaction: (work) =>
      database.transaction((transaction) =>
        work({
          query: async <Row>(text: string, values: readonly unknown[] = []) =>
            (await transaction.query<Row>(text, [...values])).rows,
        }),
      ),
    [Symbol.asyncDispose]: () => database.close(),
  };
}
