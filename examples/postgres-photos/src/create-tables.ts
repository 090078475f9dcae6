import type { Sql } from "./database.ts";

/**
 * Makes the tables in a schema of their own. Photos are kept as documents; beside them lie the columns that are looked
 * for. Everything that is ordered is ordered byte by byte (`COLLATE "C"`), as the port compares text.
 */
export async function createTables(sql: Sql, schema: string): Promise<void> {
  for (const statement of [
    `CREATE SCHEMA ${schema}`,
    `CREATE TABLE ${schema}.photos (
      id text COLLATE "C" PRIMARY KEY,
      saved bigint NOT NULL,
      document text NOT NULL,
      owner text COLLATE "C" NOT NULL,
      state text NOT NULL,
      timeline text COLLATE "C" NOT NULL,
      tags text[] COLLATE "C" NOT NULL,
      sha256 text,
      created_at text COLLATE "C" NOT NULL,
      due_at text COLLATE "C"
    )`,
    `CREATE INDEX ON ${schema}.photos (owner, timeline, id)`,
    `CREATE INDEX ON ${schema}.photos USING gin (tags)`,
    `CREATE INDEX ON ${schema}.photos (owner, sha256) WHERE sha256 IS NOT NULL`,
    `CREATE INDEX ON ${schema}.photos (due_at, id) WHERE due_at IS NOT NULL`,
    `CREATE TABLE ${schema}.receipts (
      key_hash text PRIMARY KEY, body_hash text NOT NULL, result_id text NOT NULL, expires_at text COLLATE "C" NOT NULL
    )`,
    `CREATE TABLE ${schema}.outbox (
      sequence bigserial PRIMARY KEY, lane text NOT NULL, aggregate text NOT NULL, event text NOT NULL
    )`,
    `CREATE INDEX ON ${schema}.outbox (lane, sequence)`,
  ]) {
    await sql.query(statement);
  }
}
