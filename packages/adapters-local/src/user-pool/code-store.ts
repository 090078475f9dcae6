import { Instant } from "@tintype/core";
import * as z from "zod";
import type { PoolFile } from "./open-user-pool-database.ts";

/** What a code is good for: to confirm who signed up, to set a new password, or to prove another address. */
export type CodePurpose = "confirm" | "reset" | "verify";

const SentCode = z
  .object({ digest: z.string(), expires_at: Instant, address: z.string().nullable() })
  .transform(({ digest, expires_at, address }) => ({ digest, expiresAt: expires_at, address: address ?? undefined }))
  .readonly();
export type SentCode = z.infer<typeof SentCode>;

/** The codes that were mailed last, one per user and purpose, as digests. */
export interface CodeStore {
  get(subject: string, purpose: CodePurpose): SentCode | undefined;
  /** Does nothing for a user who is not there. */
  replace(subject: string, purpose: CodePurpose, digest: string, expiresAt: Instant, address: string): void;
  remove(subject: string, purpose: CodePurpose): void;
}

export function createCodeStore(file: PoolFile): CodeStore {
  const select = file.prepare("SELECT * FROM codes WHERE subject = ? AND purpose = ?");
  const upsert = file.prepare(`
    INSERT INTO codes (subject, purpose, digest, expires_at, address)
    SELECT subject, ?, ?, ?, ? FROM users WHERE subject = ?
    ON CONFLICT DO UPDATE SET
      digest = excluded.digest, expires_at = excluded.expires_at, address = excluded.address`);
  const removed = file.prepare("DELETE FROM codes WHERE subject = ? AND purpose = ?");
  return {
    get: (subject, purpose) => {
      const row = select.get(subject, purpose);
      return row === undefined ? undefined : SentCode.parse(row);
    },
    replace: (subject, ...code) => void file.write(() => upsert.run(...code, subject)),
    remove: (...code) => void file.write(() => removed.run(...code)),
  };
}
