/**
 * The first schema. Every aggregate is one JSON document; beside it stand only the columns that something is looked up or
 * ordered by, and `saved`, the lock. `saved` and `id` close every list's index, so that a page is read from the index
 * alone and documents only where they are not known yet.
 */
export const initial = `
CREATE TABLE accounts (
  id       TEXT PRIMARY KEY,
  saved    INTEGER NOT NULL,
  issuer   TEXT NOT NULL,
  subject  TEXT NOT NULL,
  document TEXT NOT NULL,
  UNIQUE (issuer, subject)
) STRICT;

CREATE TABLE photos (
  id         TEXT PRIMARY KEY,
  saved      INTEGER NOT NULL,
  owner      TEXT NOT NULL,
  shelf      TEXT,               -- library, trash; NULL for a tombstone
  timeline   TEXT NOT NULL,
  sha256     TEXT,               -- of ready and trashed photos
  created_at TEXT NOT NULL,
  due_at     TEXT,
  document   TEXT NOT NULL
) STRICT;
CREATE INDEX photos_by_timeline ON photos (owner, shelf, timeline DESC, id DESC, saved) WHERE shelf IS NOT NULL;
CREATE INDEX photos_by_sha256 ON photos (owner, sha256, created_at, id) WHERE sha256 IS NOT NULL;
CREATE INDEX photos_by_due ON photos (due_at, id, saved) WHERE due_at IS NOT NULL;

CREATE TABLE shares (
  id         TEXT PRIMARY KEY,
  saved      INTEGER NOT NULL,
  owner      TEXT NOT NULL,
  photo      TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  document   TEXT NOT NULL
) STRICT;
CREATE INDEX shares_by_owner ON shares (owner, id DESC, saved);
CREATE INDEX shares_by_photo ON shares (owner, photo, id DESC, saved);

-- One set for all repositories.
CREATE TABLE receipts (
  key_hash   TEXT PRIMARY KEY,
  body_hash  TEXT NOT NULL,
  result_id  TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_by_expiry ON receipts (expires_at);

-- What an owner has, and every photo that is counted in it.
CREATE TABLE usage (
  owner  TEXT PRIMARY KEY,
  photos INTEGER NOT NULL,
  bytes  INTEGER NOT NULL,
  open   INTEGER NOT NULL        -- how many of the photos are reserved and not settled
) STRICT, WITHOUT ROWID;
CREATE TABLE counted_photos (
  owner       TEXT NOT NULL,
  photo       TEXT NOT NULL,
  bytes       INTEGER NOT NULL,
  reserved_at TEXT,              -- NULL once settled
  PRIMARY KEY (owner, photo)
) STRICT, WITHOUT ROWID;
CREATE INDEX counted_photos_by_reservation ON counted_photos (reserved_at, owner, photo) WHERE reserved_at IS NOT NULL;

-- One row for every event and lane that it has not reached the end of. No sequence is ever given twice: leases name it.
CREATE TABLE outbox (
  sequence  INTEGER PRIMARY KEY AUTOINCREMENT,
  lane      TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  event     TEXT NOT NULL,
  due_at    INTEGER,             -- milliseconds; NULL while an earlier event of its aggregate is on the lane
  attempts  INTEGER NOT NULL DEFAULT 0,
  lease     INTEGER              -- the attempt that holds the event; NULL while nobody does
) STRICT;
CREATE INDEX outbox_by_due ON outbox (lane, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX outbox_by_aggregate ON outbox (lane, aggregate);

-- Events that were given up, for people to look at.
CREATE TABLE buried_events (
  sequence  INTEGER PRIMARY KEY,
  lane      TEXT NOT NULL,
  event     TEXT NOT NULL,
  attempts  INTEGER NOT NULL,
  reason    TEXT NOT NULL,
  buried_at TEXT NOT NULL
) STRICT;
`;
