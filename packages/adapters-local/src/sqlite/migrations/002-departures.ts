/** What it takes to find everything that belongs to somebody who has deleted their account, and to leave no trace of it. */
export const departures = `
CREATE INDEX accounts_leaving ON accounts (id, saved) WHERE document ->> 'state' IN ('deleting', 'deleted');
CREATE INDEX photos_gone ON photos (owner, id, saved) WHERE shelf IS NULL;
CREATE INDEX buried_events_by_owner ON buried_events (coalesce(event ->> 'account', event ->> 'owner'));

-- Has a row while what was removed may still be read out of the file's free space.
CREATE TABLE unscrubbed (id INTEGER PRIMARY KEY CHECK (id = 1)) STRICT;
`;
