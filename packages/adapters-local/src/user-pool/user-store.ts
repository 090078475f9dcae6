import type { Instant } from "@tintype/core";
import type { Credentials } from "./credentials.ts";
import type { PoolFile } from "./open-user-pool-database.ts";
import { signInName, User } from "./user.ts";

export interface NewUser extends Pick<User, "subject" | "email" | "attributes">, Credentials {
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
  /** Adds an enabled user whose address is proved, and who has no password. Throws `save_conflict` when it is taken. */
  addExternal(user: Omit<NewUser, keyof Credentials>): void;
  /** The address is the user's, who is confirmed unless the password is yet to be changed. */
  confirm(subject: string, at: Instant): void;
  /** The user is confirmed, with that password; `temporary` means that it opens nothing but the way to another one. */
  setCredentials(subject: string, credentials: Credentials, at: Instant, temporary?: "temporary"): void;
  /** The address is this one, which is the user's. Throws `save_conflict` when it is taken. */
  setEmail(subject: string, email: string, at: Instant): void;
  setAttributes(subject: string, attributes: User["attributes"], at: Instant): void;
  setEnabled(subject: string, enabled: boolean, at: Instant): void;
  setGroups(subject: string, groups: readonly string[], at: Instant): void;
  /** Removes the user, with codes, sessions and authenticator, and what could still be read of them. Idempotent. */
  remove(subject: string): void;
}

export function createUserStore(file: PoolFile): UserStore {
  const bySubject = file.prepare("SELECT * FROM users WHERE subject = ?");
  const byName = file.prepare("SELECT * FROM users WHERE sign_in_name = ?");
  const insert = file.prepare(`
    INSERT INTO users (subject, sign_in_name, email, email_verified, status, enabled, password_hash, srp_salt, srp_hidden,
      attributes, groups, created_at, updated_at)
    VALUES (?, ?, ?, 0, 'UNCONFIRMED', 1, ?, ?, ?, ?, '[]', ?, ?)`);
  const insertExternal = file.prepare(`
    INSERT INTO users (subject, sign_in_name, email, email_verified, status, enabled, password_hash, attributes, groups,
      created_at, updated_at)
    VALUES (?, ?, ?, 1, 'EXTERNAL_PROVIDER', 1, '', ?, '[]', ?, ?)`);
  const update = (assignments: string) =>
    file.prepare(`UPDATE users SET ${assignments}, updated_at = ? WHERE subject = ?`);
  const confirmed = update("status = iif(status = 'UNCONFIRMED', 'CONFIRMED', status), email_verified = 1");
  const credentials = update("status = ?, password_hash = ?, srp_salt = ?, srp_hidden = ?");
  const email = update("email_verified = 1, email = ?, sign_in_name = ?");
  const attributes = update("attributes = ?");
  const enabled = update("enabled = ?");
  const groups = update("groups = ?");
  const removed = file.prepare("DELETE FROM users WHERE subject = ?");
  const noteRemoval = file.prepare("INSERT INTO unscrubbed (id) VALUES (1) ON CONFLICT DO NOTHING");

  const read = (row: unknown) => (row === undefined ? undefined : User.parse(row));
  return {
    get: (subject) => read(bySubject.get(subject)),
    find: (username) => {
      const name = signInName(username);
      return read(byName.get(name) ?? bySubject.get(name));
    },
    add: ({ subject, email: address, passwordHash, srp, attributes: given, at }) => {
      const name = signInName(address);
      const json = JSON.stringify(given);
      file.write(() => insert.run(subject, name, address, passwordHash, srp.salt, srp.hidden, json, at, at));
    },
    addExternal: ({ subject, email: address, attributes: given, at }) => {
      const json = JSON.stringify(given);
      file.write(() => insertExternal.run(subject, signInName(address), address, json, at, at));
    },
    confirm: (subject, at) => void file.write(() => confirmed.run(at, subject)),
    setCredentials: (subject, { passwordHash, srp }, at, temporary) => {
      const status = temporary === undefined ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
      file.write(() => credentials.run(status, passwordHash, srp.salt, srp.hidden, at, subject));
    },
    setEmail: (subject, address, at) => void file.write(() => email.run(address, signInName(address), at, subject)),
    setAttributes: (subject, all, at) => void file.write(() => attributes.run(JSON.stringify(all), at, subject)),
    setEnabled: (subject, value, at) => void file.write(() => enabled.run(Number(value), at, subject)),
    setGroups: (subject, names, at) =>
      void file.write(() => groups.run(JSON.stringify([...new Set(names)].toSorted()), at, subject)),
    remove: (subject) => {
      file.write(() => {
        if (removed.run(subject).changes > 0) noteRemoval.run();
      });
      file.scrub();
    },
  };
}
