import type { Instant } from "@tintype/core";
import type { PoolFile } from "./open-user-pool-database.ts";
import { signInName, User } from "./user.ts";

export interface NewUser extends Pick<User, "subject" | "email" | "passwordHash" | "attributes"> {
  readonly at: Instant;
}

/** The users of a pool. Changes of a user who is not there do nothing. */
export interface UserStore {
  /** By subject. */
  get(subject: string): User | undefined;
  /** By what somebody signs in with: the address, or the subject. */
  find(username: string): User | undefined;
  /** Adds an enabled user who is not confirmed yet. Throws `save_conflict` when the address is taken. */
  add(user: NewUser): void;
  /** The user is confirmed, and so is the address. */
  confirm(subject: string, at: Instant): void;
  setPassword(subject: string, passwordHash: string, at: Instant): void;
  setEnabled(subject: string, enabled: boolean, at: Instant): void;
  setGroups(subject: string, groups: readonly string[], at: Instant): void;
  /** Removes the user, with codes and sessions. */
  remove(subject: string): void;
}

export function createUserStore(file: PoolFile): UserStore {
  const bySubject = file.prepare("SELECT * FROM users WHERE subject = ?");
  const byName = file.prepare("SELECT * FROM users WHERE sign_in_name = ?");
  const insert = file.prepare(`
    INSERT INTO users (subject, sign_in_name, email, email_verified, status, enabled, password_hash, attributes, groups,
      created_at, updated_at)
    VALUES (?, ?, ?, 0, 'UNCONFIRMED', 1, ?, ?, '[]', ?, ?)`);
  const confirmed = file.prepare(
    "UPDATE users SET status = 'CONFIRMED', email_verified = 1, updated_at = ? WHERE subject = ?",
  );
  const password = file.prepare("UPDATE users SET password_hash = ?, updated_at = ? WHERE subject = ?");
  const enabled = file.prepare("UPDATE users SET enabled = ?, updated_at = ? WHERE subject = ?");
  const groups = file.prepare("UPDATE users SET groups = ?, updated_at = ? WHERE subject = ?");
  const removed = file.prepare("DELETE FROM users WHERE subject = ?");

  const read = (row: unknown) => (row === undefined ? undefined : User.parse(row));
  return {
    get: (subject) => read(bySubject.get(subject)),
    find: (username) => {
      const name = signInName(username);
      return read(byName.get(name) ?? bySubject.get(name));
    },
    add: (user) => {
      const attributes = JSON.stringify(user.attributes);
      file.write(() =>
        insert.run(user.subject, signInName(user.email), user.email, user.passwordHash, attributes, user.at, user.at),
      );
    },
    confirm: (subject, at) => void file.write(() => confirmed.run(at, subject)),
    setPassword: (subject, hash, at) => void file.write(() => password.run(hash, at, subject)),
    setEnabled: (subject, value, at) => void file.write(() => enabled.run(Number(value), at, subject)),
    setGroups: (subject, names, at) =>
      void file.write(() => groups.run(JSON.stringify([...new Set(names)].toSorted()), at, subject)),
    remove: (subject) => void file.write(() => removed.run(subject)),
  };
}
