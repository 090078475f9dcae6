import { type CallOptions, type Clock, Photo, PhotoMonth, type PhotoRepository, Receipt } from "@tintype/core";
import type { Database } from "./database.ts";
import { nameOfList, readCursor, writeCursor } from "./list-cursor.ts";
import { savePhoto } from "./save-photo.ts";
import { translatePostgresError } from "./translate-postgres-error.ts";

export interface PostgresPhotoRepositoryOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Where `createTables` has made the tables. */
  readonly schema: string;
}

interface Row {
  readonly document: string;
}

/** Photos in PostgreSQL. Nothing lags. Events lie in `outbox` with the save that raised them, one row for every lane. */
export function createPostgresPhotoRepository(options: PostgresPhotoRepositoryOptions): PhotoRepository {
  const { database, clock, schema } = options;
  const photos = `${schema}.photos`;
  const find = async (rest: string, values: readonly unknown[]): Promise<readonly Photo[]> => {
    const rows = await database.query<Row>(`SELECT document FROM ${photos} ${rest}`, values);
    return rows.map(({ document }) => Photo.parse(JSON.parse(document)));
  };

  return {
    get: (id, options) => run(options, async () => (await find("WHERE id = $1", [id])).at(0)),

    save: (change, options) =>
      run(options, () => database.transaction((sql) => savePhoto(sql, schema, change, clock.now()))),

    receipt: (keyHash, options) =>
      run(options, async () => {
        const rows = await database.query(
          `SELECT key_hash AS "keyHash", body_hash AS "bodyHash", result_id AS "resultId", expires_at AS "expiresAt"
           FROM ${schema}.receipts WHERE key_hash = $1 AND expires_at > $2`,
          [keyHash, clock.now()],
        );
        return rows.length === 0 ? undefined : Receipt.parse(rows[0]);
      }),

    list: (owner, filter, { limit, cursor }, options) =>
      run(options, async () => {
        const list = nameOfList(owner, filter);
        const after = cursor === undefined ? undefined : readCursor(list, cursor);
        const { state, tag, from, to } = filter;
        const found = await find(
          `WHERE owner = $1
             AND CASE WHEN $2::text IS NULL THEN state NOT IN ('trashed', 'purged') ELSE state = $2 END
             AND ($3::text IS NULL OR tags @> ARRAY[$3::text])
             AND ($4::text IS NULL OR timeline >= $4)
             AND ($5::text IS NULL OR timeline < $5)
             AND ($6::text IS NULL OR (timeline, id) < ($6, $7::text))
           ORDER BY timeline DESC, id DESC LIMIT $8`,
          [owner, ...[state, tag, from, to, after?.timeline, after?.id].map((value) => value ?? null), limit + 1],
        );
        const items = found.slice(0, limit);
        const last = items.at(-1);
        return found.length > limit && last !== undefined ? { items, next: writeCursor(list, last) } : { items };
      }),

    months: (owner, options) =>
      run(options, async () => {
        const rows = await database.query(
          `SELECT substr(timeline, 1, 7) AS month, count(*)::int AS count FROM ${photos}
           WHERE owner = $1 AND state NOT IN ('trashed', 'purged') GROUP BY month ORDER BY month DESC`,
          [owner],
        );
        return rows.map((row) => PhotoMonth.parse(row));
      }),

    findBySha256: (owner, sha256, options) =>
      run(options, async () => {
        const oldest = "WHERE owner = $1 AND sha256 = $2 ORDER BY created_at, id LIMIT 1";
        return (await find(oldest, [owner, sha256])).at(0);
      }),

    due: (now, limit, options) =>
      run(options, () => find("WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2", [now, limit])),

    ofOwner: (owner, limit, options) => run(options, () => find("WHERE owner = $1 LIMIT $2", [owner, limit])),

    forget: ({ id, saved, receipt = null }, options) =>
      run(options, async () => {
        await database.query(
          `WITH gone AS (DELETE FROM ${photos} WHERE id = $1 AND saved = $2 RETURNING $3::text AS receipt)
           DELETE FROM ${schema}.receipts WHERE key_hash IN (SELECT receipt FROM gone)`,
          [id, saved, receipt],
        );
      }),
  };
}

/** Does nothing for a call that was aborted, and lets no error of the driver out as it is. */
async function run<Result>(options: CallOptions | undefined, work: () => Promise<Result>): Promise<Result> {
  options?.signal?.throwIfAborted();
  try {
    return await work();
  } catch (error) {
    throw translatePostgresError(error);
  }
}
