import {
  aggregateOf,
  type Change,
  type DomainEvent,
  type Instant,
  lanesOf,
  type Photo,
  type Receipt,
  ReceiptExists,
  SaveConflict,
} from "@tintype/core";
import type { Sql } from "./database.ts";

const columns = ["saved", "document", "owner", "state", "timeline", "tags", "sha256", "created_at", "due_at"];
const numbered = columns.map((_, index) => `$${index + 2}`);

/** Writes a photo, its receipt and its events; to be called within a transaction. */
export async function savePhoto(sql: Sql, schema: string, change: Change<Photo>, now: Instant): Promise<void> {
  const { before, after, events, receipt } = change;
  const row = [after.id, ...valuesOf(after)];
  if (before === undefined) {
    await sql.query(
      `INSERT INTO ${schema}.photos (id, ${columns.join(", ")}) VALUES ($1, ${numbered.join(", ")})`,
      row,
    );
  } else {
    const saved = await sql.query(
      `UPDATE ${schema}.photos SET (${columns.join(", ")}) = (${numbered.join(", ")})
       WHERE id = $1 AND saved = $${row.length + 1} RETURNING id`,
      [...row, before.saved],
    );
    if (saved.length === 0) throw new SaveConflict();
  }
  if (receipt !== undefined) await keepReceipt(sql, schema, receipt, now);
  for (const event of events) await raise(sql, schema, event);
}

/** Only a photo whose bytes are verified and there is found by them. */
const valuesOf = (photo: Photo): readonly unknown[] => [
  photo.saved,
  JSON.stringify(photo),
  photo.owner,
  photo.state,
  photo.timeline,
  photo.tags,
  photo.state === "ready" || photo.state === "trashed" ? (photo.sha256 ?? null) : null,
  photo.createdAt,
  photo.dueAt ?? null,
];

/** An expired receipt gives up its key. */
async function keepReceipt(sql: Sql, schema: string, receipt: Receipt, now: Instant): Promise<void> {
  const kept = await sql.query(
    `INSERT INTO ${schema}.receipts AS old (key_hash, body_hash, result_id, expires_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (key_hash) DO UPDATE
       SET body_hash = excluded.body_hash, result_id = excluded.result_id, expires_at = excluded.expires_at
       WHERE old.expires_at <= $5
     RETURNING key_hash`,
    [receipt.keyHash, receipt.bodyHash, receipt.resultId, receipt.expiresAt, now],
  );
  if (kept.length === 0) throw new ReceiptExists();
}

async function raise(sql: Sql, schema: string, event: DomainEvent): Promise<void> {
  for (const lane of lanesOf[event.type]) {
    await sql.query(`INSERT INTO ${schema}.outbox (lane, aggregate, event) VALUES ($1, $2, $3)`, [
      lane,
      aggregateOf(event),
      JSON.stringify(event),
    ]);
  }
}
