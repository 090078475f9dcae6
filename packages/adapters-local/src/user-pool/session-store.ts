import { createHash } from "node:crypto";
import { Instant } from "@tintype/core";
import * as z from "zod";
import type { PoolFile } from "./open-user-pool-database.ts";

/** What goes back to one sign-in: its tokens carry `id` as `origin_jti` and end with it. */
export const Session = z
  .object({
    id: z.string(),
    subject: z.string(),
    client_id: z.string(),
    event_id: z.string(),
    signed_in_at: Instant,
    expires_at: Instant,
    revoked_at: Instant.nullable(),
  })
  .transform((row) => ({
    id: row.id,
    subject: row.subject,
    clientId: row.client_id,
    eventId: row.event_id,
    signedInAt: row.signed_in_at,
    expiresAt: row.expires_at,
    isRevoked: row.revoked_at !== null,
  }))
  .readonly();
export type Session = z.infer<typeof Session>;

/** The sign-ins of a pool. Refresh tokens are kept as SHA-256: they hold 256 random bits. */
export interface SessionStore {
  get(id: string): Session | undefined;
  findByRefreshToken(token: string): Session | undefined;
  /** Adds a session, and drops those that have expired by the time it begins. */
  add(session: Omit<Session, "isRevoked">, refreshToken: string): void;
  /** The session and every token that goes back to it are worth nothing from now on. */
  revoke(id: string, at: Instant): void;
  /** The same for all sessions of a user. */
  revokeAll(subject: string, at: Instant): void;
}

export function createSessionStore(file: PoolFile): SessionStore {
  const byId = file.prepare("SELECT * FROM sessions WHERE id = ?");
  const byToken = file.prepare("SELECT * FROM sessions WHERE refresh_digest = ?");
  const expired = file.prepare("DELETE FROM sessions WHERE expires_at <= ?");
  const insert = file.prepare(`
    INSERT INTO sessions (id, subject, client_id, event_id, refresh_digest, signed_in_at, expires_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const one = file.prepare("UPDATE sessions SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL");
  const all = file.prepare("UPDATE sessions SET revoked_at = ? WHERE subject = ? AND revoked_at IS NULL");

  const read = (row: unknown) => (row === undefined ? undefined : Session.parse(row));
  return {
    get: (id) => read(byId.get(id)),
    findByRefreshToken: (token) => read(byToken.get(digest(token))),
    add: ({ id, subject, clientId, eventId, signedInAt, expiresAt }, token) =>
      file.write(() => {
        expired.run(signedInAt);
        insert.run(id, subject, clientId, eventId, digest(token), signedInAt, expiresAt);
      }),
    revoke: (id, at) => void file.write(() => one.run(at, id)),
    revokeAll: (subject, at) => void file.write(() => all.run(at, subject)),
  };
}

const digest = (token: string) => createHash("sha256").update(token).digest("base64url");
