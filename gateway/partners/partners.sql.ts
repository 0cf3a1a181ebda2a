/** Tables of the partner registry. */

export const schema = `
  CREATE TABLE IF NOT EXISTS registry (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL) STRICT;
  INSERT INTO registry VALUES (1, 0) ON CONFLICT DO NOTHING;
  CREATE TABLE IF NOT EXISTS partners (
    name TEXT PRIMARY KEY,
    body TEXT NOT NULL, -- JSON of the partner
    version INTEGER NOT NULL -- of the registry when it last changed
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS partners_by_version ON partners (version);
  CREATE TABLE IF NOT EXISTS revoked_tokens (id TEXT PRIMARY KEY, until INTEGER NOT NULL, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS revoked_tokens_by_version ON revoked_tokens (version);
  CREATE TABLE IF NOT EXISTS taken_ids (
    client TEXT NOT NULL, id TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (client, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS taken_ids_by_end ON taken_ids (until);
  CREATE TABLE IF NOT EXISTS usage (
    partner TEXT PRIMARY KEY, requests INTEGER NOT NULL, cost REAL NOT NULL, refusals INTEGER NOT NULL, last_seen TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`;

/** A partner (?1), requests (?2), cost (?3), refusals (?4), when (?5). */
export const addUsage = `
  INSERT INTO usage VALUES (?1, ?2, ?3, ?4, ?5)
  ON CONFLICT DO UPDATE SET
    requests = requests + ?2, cost = cost + ?3, refusals = refusals + ?4, last_seen = max(last_seen, ?5)`;

/** Whether a partner was revoked is as ?1 has it, 1 or 0; null for any. */
export const isWanted = "(?1 IS NULL OR (body ->> '$.revokedAt' IS NOT NULL) = ?1)";
