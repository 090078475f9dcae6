import { type Instant, Receipt, ReceiptExists } from "@tintype/core";
import type { Store } from "./open-sqlite-database.ts";

interface Receipts {
  find(keyHash: string, now: Instant): Receipt | undefined;
  /** Within a transaction. Throws `request_in_progress` when the key is taken. */
  add(receipt: Receipt, now: Instant): void;
}

/** How many expired receipts go with each new one: more than come, so that they become fewer. */
const SWEPT = 2;

/** The receipts of all repositories. Expired ones count as absent, and are removed as new ones come. */
export function createReceipts({ prepare }: Pick<Store, "prepare">): Receipts {
  const find = prepare(
    `SELECT key_hash AS keyHash, body_hash AS bodyHash, result_id AS resultId, expires_at AS expiresAt
     FROM receipts WHERE key_hash = ? AND expires_at > ?`,
  );
  const add = prepare(
    `INSERT INTO receipts (key_hash, body_hash, result_id, expires_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (key_hash) DO UPDATE
       SET body_hash = excluded.body_hash, result_id = excluded.result_id, expires_at = excluded.expires_at
       WHERE expires_at <= ?`,
  );
  const sweep = prepare(
    `DELETE FROM receipts WHERE key_hash IN
       (SELECT key_hash FROM receipts WHERE expires_at <= ? ORDER BY expires_at LIMIT ${SWEPT})`,
  );
  return {
    find: (keyHash, now) => {
      const row = find.get(keyHash, now);
      return row === undefined ? undefined : Receipt.parse(row);
    },
    add: ({ keyHash, bodyHash, resultId, expiresAt }, now) => {
      if (add.run(keyHash, bodyHash, resultId, expiresAt, now).changes === 0) throw new ReceiptExists();
      sweep.run(now);
    },
  };
}
