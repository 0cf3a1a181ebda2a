/** The audit log's table, and the guards that let nothing be changed in it. */

export const schema = `
  CREATE TABLE entries (
    position INTEGER PRIMARY KEY AUTOINCREMENT, -- sqlite_sequence remembers the last one, also when it is gone
    at TEXT NOT NULL,
    subject TEXT,
    issuer TEXT,
    partner TEXT,
    action TEXT NOT NULL,
    what TEXT NOT NULL,
    result TEXT NOT NULL,
    trace_id TEXT,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only: entries are not changed'); END;
  CREATE TRIGGER entries_are_not_removed BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only: entries are not removed'); END;
  -- REPLACE removes rows without asking the trigger above.
  CREATE TRIGGER entries_are_not_replaced BEFORE INSERT ON entries
    WHEN NEW.position <= (SELECT max(position) FROM entries)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only: entries are added at its end'); END`;

export const guards = ["entries_are_not_changed", "entries_are_not_removed", "entries_are_not_replaced"];

export const columns = `position, at, subject, issuer, partner, action, what, result, trace_id AS "traceId", hash`;

/** An actor (?1), an action (?2), moments (?3, ?4), how many (?5); null for any. */
export const latest = `
  SELECT ${columns} FROM entries
  WHERE (?1 IS NULL OR subject = ?1 OR partner = ?1)
    AND (?2 IS NULL OR action = ?2 OR substr(action, 1, length(?2) + 1) = ?2 || '.')
    AND (?3 IS NULL OR at >= ?3) AND (?4 IS NULL OR at < ?4)
  ORDER BY position DESC LIMIT ?5`;
