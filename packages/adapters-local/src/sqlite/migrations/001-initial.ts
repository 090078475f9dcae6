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
  state      TEXT NOT NULL,
  timeline   TEXT NOT NULL,
  sha256     TEXT,               -- of ready and trashed photos
  created_at TEXT NOT NULL,
  due_at     TEXT,
  document   TEXT NOT NULL
) STRICT;
CREATE INDEX photos_by_timeline ON photos (owner, shelf, timeline DESC, id DESC, saved, state) WHERE shelf IS NOT NULL;
-- Nearly all of a library is ready: for that state, the others are passed over.
CREATE INDEX photos_by_state ON photos (owner, state, timeline DESC, id DESC, saved) WHERE state NOT IN ('ready', 'trashed', 'purged');
CREATE INDEX photos_by_sha256 ON photos (owner, sha256, created_at, id) WHERE sha256 IS NOT NULL;
CREATE INDEX photos_by_due ON photos (due_at, id, saved) WHERE due_at IS NOT NULL;

-- One row for every tag of a photo on a shelf, and one for every month in which a library has photos. Triggers keep both,
-- within the very change that makes the difference: they cannot say anything but what photos says.
CREATE TABLE photo_tags (
  owner    TEXT NOT NULL,
  tag      TEXT NOT NULL,
  shelf    TEXT NOT NULL,
  timeline TEXT NOT NULL,
  photo    TEXT NOT NULL,
  PRIMARY KEY (owner, tag, shelf, timeline DESC, photo DESC)
) STRICT, WITHOUT ROWID;
CREATE TABLE photo_months (
  owner  TEXT NOT NULL,
  month  TEXT NOT NULL,          -- 2026-11
  photos INTEGER NOT NULL,
  PRIMARY KEY (owner, month DESC)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER photo_added AFTER INSERT ON photos BEGIN
  ${enter()}
END;
CREATE TRIGGER photo_moved AFTER UPDATE ON photos
WHEN (old.owner, old.shelf, old.timeline, old.document ->> 'tags')
  IS NOT (new.owner, new.shelf, new.timeline, new.document ->> 'tags')
BEGIN
  ${leave()}
  ${enter()}
END;
CREATE TRIGGER photo_removed AFTER DELETE ON photos BEGIN
  ${leave()}
END;

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

/** What a row of `photos` adds to the tables beside it. */
function enter(): string {
  return `
  INSERT INTO photo_tags (owner, tag, shelf, timeline, photo)
    SELECT DISTINCT new.owner, value, new.shelf, new.timeline, new.id
    FROM json_each(new.document, '$.tags') WHERE new.shelf IS NOT NULL;
  INSERT INTO photo_months (owner, month, photos)
    SELECT new.owner, substr(new.timeline, 1, 7), 1 WHERE new.shelf = 'library'
    ON CONFLICT (owner, month) DO UPDATE SET photos = photos + 1;`;
}

/** What goes with it. */
function leave(): string {
  return `
  DELETE FROM photo_tags
    WHERE owner = old.owner AND tag IN (SELECT value FROM json_each(old.document, '$.tags'))
      AND shelf = old.shelf AND timeline = old.timeline AND photo = old.id;
  UPDATE photo_months SET photos = photos - 1
    WHERE owner = old.owner AND month = substr(old.timeline, 1, 7) AND old.shelf = 'library';
  DELETE FROM photo_months WHERE owner = old.owner AND month = substr(old.timeline, 1, 7) AND photos = 0;`;
}
