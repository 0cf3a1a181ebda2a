/** Tables of the change log in SQLite. */
export const schema = `
CREATE TABLE IF NOT EXISTS changes (
  plant TEXT NOT NULL, position INTEGER NOT NULL,
  kind TEXT NOT NULL, key TEXT NOT NULL, published INTEGER NOT NULL, recorded_at TEXT NOT NULL,
  envelope TEXT NOT NULL, body TEXT,
  PRIMARY KEY (plant, position)
);
-- Source and id of every change that was ever taken, as a hash, with the hash of its content.
CREATE TABLE IF NOT EXISTS claims (claim BLOB PRIMARY KEY, content TEXT NOT NULL, recorded_at TEXT NOT NULL) WITHOUT ROWID;
-- The newest change of each entity.
CREATE TABLE IF NOT EXISTS heads (
  plant TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
  system TEXT NOT NULL, version TEXT NOT NULL, content TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (plant, kind, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS plants (plant TEXT PRIMARY KEY, last_position INTEGER NOT NULL, trimmed_to INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feeds (feed TEXT PRIMARY KEY, cursor TEXT NOT NULL, loaded INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS consumers (consumer TEXT NOT NULL, plant TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (consumer, plant)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failures (
  id TEXT PRIMARY KEY, system TEXT NOT NULL, kept_at TEXT NOT NULL, attempts INTEGER NOT NULL, failure TEXT NOT NULL
) WITHOUT ROWID;
`;
