/** Keys of programs. */
export const apiKeys = `
CREATE TABLE api_keys (
  id       TEXT PRIMARY KEY,
  saved    INTEGER NOT NULL,
  owner    TEXT NOT NULL,
  key_hash TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX api_keys_by_owner ON api_keys (owner, id, saved);
`;
