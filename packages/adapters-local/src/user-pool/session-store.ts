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
    scope: z.string().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    subject: row.subject,
    clientId: row.client_id,
    eventId: row.event_id,
    signedInAt: row.signed_in_at,
    expiresAt: row.expires_at,
    isRevoked: row.revoked_at !== null,
    scope: row.scope ?? undefined,
  }))
  .readonly();
export type Session = z.infer<typeof Session>;

/** A session that begins. Without a scope its access tokens are for the pool's own operations. */
export interface NewSession extends Omit<Session, "isRevoked" | "scope"> {
  readonly scope?: string | undefined;
}

/** A session, found by one of its refresh tokens. */
export interface FoundSession {
  readonly session: Session;
  /** When the token was exchanged for another one. */
  readonly rotatedAt: Instant | undefined;
}

/** The sign-ins of a pool. Refresh tokens are kept as SHA-256: they hold 256 random bits. */
export interface SessionStore {
  get(id: string): Session | undefined;
  findByRefreshToken(token: string): FoundSession | undefined;
  /** Adds a session, and drops those that have expired by the time it begins. */
  add(session: NewSession, refreshToken: string): void;
  /** `after` is a refresh token of the same session; `before` counts as exchanged from the first time on. */
  rotate(before: string, after: string, at: Instant): void;
  /** The session and every token that goes back to it are worth nothing from now on. */
  revoke(id: string, at: Instant): void;
  /** The same for all sessions of a user, who has signed out everywhere. */
  revokeAll(subject: string, at: Instant): void;
}

export function createSessionStore(file: PoolFile): SessionStore {
  const byId = file.prepare("SELECT * FROM sessions WHERE id = ?");
  const byToken = file.prepare("SELECT * FROM refresh_tokens WHERE digest = ?");
  const expired = file.prepare("DELETE FROM sessions WHERE expires_at <= ?");
  const insert = file.prepare(`
    INSERT INTO sessions (id, subject, client_id, event_id, signed_in_at, expires_at, scope)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const insertToken = file.prepare("INSERT INTO refresh_tokens (digest, session) VALUES (?, ?)");
  const insertSibling = file.prepare(`
    INSERT INTO refresh_tokens (digest, session) SELECT ?, session FROM refresh_tokens WHERE digest = ?`);
  const rotated = file.prepare("UPDATE refresh_tokens SET rotated_at = ? WHERE digest = ? AND rotated_at IS NULL");
  const one = file.prepare("UPDATE sessions SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL");
  const all = file.prepare("UPDATE sessions SET revoked_at = ? WHERE subject = ? AND revoked_at IS NULL");
  const signedOut = file.prepare("UPDATE users SET signed_out_at = ? WHERE subject = ?");

  const get = (id: string) => {
    const row = byId.get(id);
    return row === undefined ? undefined : Session.parse(row);
  };
  return {
    get,
    findByRefreshToken: (token) => {
      const row = byToken.get(digest(token));
      const found = row === undefined ? undefined : RefreshToken.parse(row);
      const session = found && get(found.session);
      return session && { session, rotatedAt: found.rotated_at ?? undefined };
    },
    add: ({ id, subject, clientId, eventId, signedInAt, expiresAt, scope = null }, token) =>
      file.write(() => {
        expired.run(signedInAt);
        insert.run(id, subject, clientId, eventId, signedInAt, expiresAt, scope);
        insertToken.run(digest(token), id);
      }),
    rotate: (before, after, at) =>
      file.write(() => {
        rotated.run(at, digest(before));
        insertSibling.run(digest(after), digest(before));
      }),
    revoke: (id, at) => void file.write(() => one.run(at, id)),
    revokeAll: (subject, at) =>
      file.write(() => {
        all.run(at, subject);
        signedOut.run(at, subject);
      }),
  };
}

const RefreshToken = z.object({ session: z.string(), rotated_at: Instant.nullable() });

const digest = (token: string) => createHash("sha256").update(token).digest("base64url");
