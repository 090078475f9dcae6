/** The schema of `user-pool.db`, from the first version on; a migration that was published never changes. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE users (
    subject TEXT PRIMARY KEY,
    -- What people sign in with: the address in NFC and small letters.
    sign_in_name TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    email_verified INTEGER NOT NULL,
    status TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    password_hash TEXT NOT NULL,
    attributes TEXT NOT NULL,
    groups TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE codes (
    subject TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    digest TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (subject, purpose)
  ) STRICT, WITHOUT ROWID;

  -- One row per sign-in: all tokens that go back to it carry its id as origin_jti.
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    client_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    refresh_digest TEXT NOT NULL UNIQUE,
    signed_in_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sessions_of_user ON sessions (subject);
  CREATE INDEX sessions_by_expiry ON sessions (expires_at);

  -- What somebody tried at a door, by a digest of whose door it was: the name may be of nobody.
  CREATE TABLE attempts (
    door TEXT NOT NULL,
    target TEXT NOT NULL,
    count INTEGER NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (door, target)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX attempts_by_time ON attempts (since);
  `,
  `
  -- What SRP needs; absent for those who have not signed in since it came.
  ALTER TABLE users ADD COLUMN srp_salt TEXT;
  ALTER TABLE users ADD COLUMN srp_hidden TEXT;
  ALTER TABLE users ADD COLUMN signed_out_at TEXT;

  -- Where the code was mailed: an address that is not the user's yet, if they want to change it.
  ALTER TABLE codes ADD COLUMN address TEXT;

  -- A session outlives its refresh tokens, which rotate.
  CREATE TABLE sessions_2 (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    client_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    signed_in_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT
  ) STRICT, WITHOUT ROWID;
  INSERT INTO sessions_2 SELECT id, subject, client_id, event_id, signed_in_at, expires_at, revoked_at FROM sessions;
  CREATE TABLE refresh_tokens (
    digest TEXT PRIMARY KEY,
    session TEXT NOT NULL REFERENCES sessions_2 ON DELETE CASCADE,
    rotated_at TEXT
  ) STRICT, WITHOUT ROWID;
  INSERT INTO refresh_tokens SELECT refresh_digest, id, NULL FROM sessions;
  DROP TABLE sessions;
  ALTER TABLE sessions_2 RENAME TO sessions;
  CREATE INDEX sessions_of_user ON sessions (subject);
  CREATE INDEX sessions_by_expiry ON sessions (expires_at);
  CREATE INDEX refresh_tokens_of_session ON refresh_tokens (session);

  -- Authenticator apps: the secret is derived from the nonce; a new one counts only when a code of it was seen.
  CREATE TABLE authenticators (
    subject TEXT PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    nonce TEXT,
    new_nonce TEXT,
    last_step INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    preferred INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What access tokens of a session are for; absent where somebody signed in by the pool's own operations.
  ALTER TABLE sessions ADD COLUMN scope TEXT;

  -- Who somebody is at other providers; the account was made by the first one if nobody had the address before.
  CREATE TABLE identities (
    provider TEXT NOT NULL,
    provider_subject TEXT NOT NULL,
    subject TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    made_account INTEGER NOT NULL,
    linked_at TEXT NOT NULL,
    PRIMARY KEY (provider, provider_subject)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX identities_of_user ON identities (subject);
  `,
  `
  -- Has a row while somebody who was removed may still be read out of the file's free space.
  CREATE TABLE unscrubbed (id INTEGER PRIMARY KEY CHECK (id = 1)) STRICT;
  `,
];
